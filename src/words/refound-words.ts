import type { Sentence } from "./sentence.ts";

/** What a person types, in any of the languages, to begin anew with those who gave their word. */
export const ANEW_WORDS = {
  en: "we begin anew",
  hant: "我們重新開始",
  hans: "我们重新开始",
} as const satisfies Sentence;

/** Lines of `huzhu refound`. */
export const REFOUND_WORDS = {
  signAbout: {
    en: '{member} agrees to begin anew with {founder}, from seal {height} ({through}) of "{title}": with the same charter, and with those who give {founder} such a word before it begins.',
    hant: "{member} 同意與 {founder} 一起，從「{title}」的第 {height} 次定案（{through}）重新開始：章程不變，同行的是在開始前交給 {founder} 這種同行碼的人。",
    hans: "{member} 同意与 {founder} 一起，从“{title}”的第 {height} 次定案（{through}）重新开始：章程不变，同行的是在开始前交给 {founder} 这种同行码的人。",
  },
  signKeeps: {
    en: "Membership, waiting periods, plans, claims, and what those who come along owe each other go on. What is owed to or by others stays behind, and so does whatever no seal has yet.",
    hant: "成員資格、等待期、計畫、互助申請，以及同行者彼此之間的應付，都會延續。與其他人之間的應付留在原處，尚未定案的紀錄也是。",
    hans: "成员资格、等待期、计划、互助申请，以及同行者彼此之间的应付，都会延续。与其他人之间的应付留在原处，尚未定案的记录也是。",
  },
  signNothing: {
    en: "This home, its community and its node stay as they are, whatever becomes of it.",
    hant: "無論結果如何，這個資料夾、它的社群與節點都維持原狀。",
    hans: "无论结果如何，这个文件夹、它的社群与节点都维持原状。",
  },
  send: {
    en: "Send this line to {founder}. It holds for that founding alone.",
    hant: "請把這一行傳給 {founder}。它只對那一次成立有效。",
    hans: "请把这一行传给 {founder}。它只对那一次成立有效。",
  },
  neverSealed: {
    en: "Nothing is sealed in this folder, so there is nothing to go on from. Found a community instead: {command}",
    hant: "這個資料夾裡還沒有任何定案，沒有可以接續的東西。請改為成立社群：{command}",
    hans: "这个文件夹里还没有任何定案，没有可以接续的东西。请改为成立社群：{command}",
  },
  wordElsewhere: {
    en: "The word of {member} is for another community.",
    hant: "{member} 的同行碼屬於另一個社群。",
    hans: "{member} 的同行码属于另一个社群。",
  },
  wordOfAnotherSeal: {
    en: "The word of {member} is for seal {theirs} ({theirId}), but the last one here is {ours} ({ourId}). Run both nodes until they hold the same seal, then have all words signed again.",
    hant: "{member} 的同行碼依據第 {theirs} 次定案（{theirId}），而這裡最後一次是第 {ours} 次（{ourId}）。請讓雙方節點執行到定案相同，再請大家重新簽。",
    hans: "{member} 的同行码依据第 {theirs} 次定案（{theirId}），而这里最后一次是第 {ours} 次（{ourId}）。请让双方节点运行到定案相同，再请大家重新签。",
  },
  wordForAnother: {
    en: "The word of {member} is for a founding by {founder}, not by you.",
    hant: "{member} 的同行碼是給 {founder} 的，不是給您的。",
    hans: "{member} 的同行码是给 {founder} 的，不是给您的。",
  },
  wordUnsigned: {
    en: "The word of {member} is not signed by that member's 24 words.",
    hant: "{member} 的同行碼不是用那位成員的 24 個單字簽的。",
    hans: "{member} 的同行码不是用那位成员的 24 个单词签的。",
  },
  from: {
    en: '"{title}" begins anew from seal {height} ({through}).',
    hant: "「{title}」從第 {height} 次定案（{through}）重新開始。",
    hans: "“{title}”从第 {height} 次定案（{through}）重新开始。",
  },
  coming: { en: "Come along: {names}", hant: "同行：{names}", hans: "同行：{names}" },
  staying: {
    en: "Do not come along: {names}. Later they can join as new members only.",
    hant: "不同行：{names}。以後只能以新成員加入。",
    hans: "不同行：{names}。以后只能以新成员加入。",
  },
  kept: {
    en: "Goes on: {count} open [count|payment|payments] among you, {amount} together; {claims} open [claims|claim|claims].",
    hant: "延續：同行者之間 {count} 筆未結清的轉帳，共 {amount}；{claims} 筆進行中的互助申請。",
    hans: "延续：同行者之间 {count} 笔未结清的转账，共 {amount}；{claims} 笔进行中的互助申请。",
  },
  ended: {
    en: "Ends here: {count} open [count|payment|payments] with others, {amount} together; {claims} open [claims|claim|claims] of theirs. The old community still names them.",
    hant: "到此為止：與其他人的 {count} 筆未結清轉帳，共 {amount}；他們 {claims} 筆進行中的互助申請。原社群的帳上仍有這些。",
    hans: "到此为止：与其他人的 {count} 笔未结清转账，共 {amount}；他们 {claims} 笔进行中的互助申请。原社群的账上仍有这些。",
  },
  unsealed: {
    en: "{count} [count|entry|entries] that no seal has yet [count|does|do] not come along; whoever signed them can say them again.",
    hant: "{count} 筆尚未定案的紀錄不會跟著走；簽的人可以在新社群再說一次。",
    hans: "{count} 笔尚未定案的记录不会跟着走；签的人可以在新社群再说一次。",
  },
  plan: {
    en: "Plan {title}: {after} of {before} enrolled go on.",
    hant: "計畫「{title}」：{before} 位參加者中有 {after} 位延續。",
    hans: "计划“{title}”：{before} 位参加者中有 {after} 位延续。",
  },
  planSmall: {
    en: "Plan {title}: {after} of {before} enrolled go on, fewer than the {least} it was meant for; each carries more.",
    hant: "計畫「{title}」：{before} 位參加者中只有 {after} 位延續，少於原定的 {least} 位；每人分攤更多。",
    hans: "计划“{title}”：{before} 位参加者中只有 {after} 位延续，少于原定的 {least} 位；每人分摊更多。",
  },
  question: {
    en: "If that is what you all want, type: {words}\n> ",
    hant: "若這是大家想要的，請輸入：{words}\n> ",
    hans: "若这是大家想要的，请输入：{words}\n> ",
  },
  not: {
    en: "Nothing was begun: that was not the sentence asked for.",
    hant: "沒有開始任何東西：輸入的不是所要的那句話。",
    hans: "没有开始任何东西：输入的不是所要的那句话。",
  },
  begun: {
    en: '"{title}" has begun anew in {home}. Your 24 words and your membership stay the same; the old folder is as it was.',
    hant: "「{title}」在 {home} 重新開始了。您的 24 個單字與成員資格不變，舊資料夾維持原狀。",
    hans: "“{title}”在 {home} 重新开始了。您的 24 个单词与成员资格不变，旧文件夹维持原状。",
  },
  lineFor: {
    en: "While it runs, make a line for {name}: {command}",
    hant: "節點執行時，為 {name} 產生一行返回碼：{command}",
    hans: "节点运行时，为 {name} 生成一行返回码：{command}",
  },
  comeBy: {
    en: "They come with it by: huzhu --home <new folder> return <line>",
    hant: "對方用它加入：huzhu --home <新資料夾> return <返回碼>",
    hans: "对方用它加入：huzhu --home <新文件夹> return <返回码>",
  },
} as const satisfies Record<string, Sentence>;
