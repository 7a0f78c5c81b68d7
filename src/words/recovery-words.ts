import type { Sentence } from "./sentence.ts";

/** What a person types, in any of the languages, to give their word before a recovery may begin by itself. */
export const EARLY_WORDS = {
  en: "I give up my seat until the recovery",
  hant: "我放棄席位直到復原",
  hans: "我放弃席位直到恢复",
} as const satisfies Sentence;

/** Lines of `huzhu recover`, and of `huzhu status` while a recovery is under way. */
export const RECOVERY_WORDS = {
  given: {
    en: "Recovery: {given} of {needed} needed have given their word: {names}. All {members} members may.",
    hant: "復原：需要 {needed} 位表態，已有 {given} 位：{names}。{members} 位成員都可以表態。",
    hans: "恢复：需要 {needed} 位表态，已有 {given} 位：{names}。{members} 位成员都可以表态。",
  },
  seats: {
    en: "At least {needed} of the witnesses {names} must be among them.",
    hant: "其中至少要有 {needed} 位是見證人：{names}。",
    hans: "其中至少要有 {needed} 位是见证人：{names}。",
  },
  base: {
    en: "It goes on from seal {height} ({id}), or from the next one where a witness can show that it was voted for. Nothing sealed is lost.",
    hant: "從第 {height} 次定案（{id}）繼續；若有見證人能出示下一次定案的投票，則從那一次繼續。已定案的都不會遺失。",
    hans: "从第 {height} 次定案（{id}）继续；若有见证人能出示下一次定案的投票，则从那一次继续。已定案的都不会丢失。",
  },
  baseNone: {
    en: "Nothing is sealed yet: it goes on from the beginning, with all that was signed.",
    hant: "尚未定案過：從頭繼續，所有簽過的紀錄都在。",
    hans: "尚未定案过：从头继续，所有签过的记录都在。",
  },
  due: {
    en: "The time for it has come: it begins as soon as enough have given their word.",
    hant: "時間已到：表態的人數一夠就會開始。",
    hans: "时间已到：表态的人数一够就会开始。",
  },
  notDue: {
    en: "Unless every witness gives their word it begins no earlier than {from}.",
    hant: "除非每位見證人都表態，最早 {from} 才會開始。",
    hans: "除非每位见证人都表态，最早 {from} 才会开始。",
  },
  agreed: {
    en: "The members have agreed on a recovery. From here on these seal: {names}. Its first seal is under way.",
    hant: "成員們已同意復原。從現在起由 {names} 見證定案；第一次定案進行中。",
    hans: "成员们已同意恢复。从现在起由 {names} 见证定案；第一次定案进行中。",
  },
  done: {
    en: "The members have recovered this community {count} times, because too few witnesses came back.",
    hant: "因為回來的見證人太少，成員們已將社群復原 {count} 次。",
    hans: "因为回来的见证人太少，成员们已将社群恢复 {count} 次。",
  },
  doneOnce: {
    en: "The members have recovered this community once, because too few witnesses came back.",
    hant: "因為回來的見證人太少，成員們已將社群復原過一次。",
    hans: "因为回来的见证人太少，成员们已将社群恢复过一次。",
  },
  mine: {
    en: "You have given your word. Leave this node running.",
    hant: "您已表態。請讓這個節點繼續執行。",
    hans: "您已表态。请让这个节点继续运行。",
  },
  how: {
    en: "To give your word: {command}",
    hant: "要表態，請用：{command}",
    hans: "要表态，请用：{command}",
  },
  cost: {
    en: "With your word you give up your seat at once, and for good: this device reports and votes for no seal any more until the recovery has come. Where the missing witnesses may still come back, wait for them.",
    hant: "一旦表態，您就立即放棄席位，不能收回：在復原完成之前，這台裝置不再為任何定案回報或投票。若缺席的見證人還可能回來，請等他們。",
    hans: "一旦表态，您就立即放弃席位，不能收回：在恢复完成之前，这台设备不再为任何定案回报或投票。若缺席的见证人还可能回来，请等他们。",
  },
  costless: {
    en: "You have no seat, so your word costs you nothing; it cannot be taken back.",
    hant: "您沒有席位，表態對您沒有代價；但不能收回。",
    hans: "您没有席位，表态对您没有代价；但不能收回。",
  },
  early: {
    en: "It is early for that: recovery becomes possible by itself on {from}.",
    hant: "現在還早：{from} 起才可以復原。",
    hans: "现在还早：{from} 起才可以恢复。",
  },
  earlyQuestion: {
    en: "If you want it all the same, type: {words}\n> ",
    hant: "若仍要這麼做，請輸入：{words}\n> ",
    hans: "若仍要这么做，请输入：{words}\n> ",
  },
  not: {
    en: "Nothing was signed: that was not the sentence asked for.",
    hant: "沒有簽署任何東西：輸入的不是所要的那句話。",
    hans: "没有签署任何东西：输入的不是所要的那句话。",
  },
  wouldSign: {
    en: "Your 24 words would sign this: in community {community}, in the recovery to epoch {epoch}, the device {device} with the box key {boxKey} speaks for {name} ({member}).",
    hant: "您的 24 個單字會簽署這句話：在社群 {community} 前往第 {epoch} 紀元的復原中，由裝置 {device}（信箱金鑰 {boxKey}）代表 {name}（{member}）。",
    hans: "您的 24 个单词会签署这句话：在社群 {community} 前往第 {epoch} 纪元的恢复中，由设备 {device}（信箱密钥 {boxKey}）代表 {name}（{member}）。",
  },
  seenForEver: {
    en: "Every member sees that for ever, with the last seal this device holds and what it has voted for after it. The 24 words themselves stay in this command; not even your own node is told.",
    hant: "每位成員永遠都看得到這句話，以及這台裝置持有的最後一次定案與之後投過什麼票。24 個單字只留在這個指令裡，連您自己的節點也不會知道。",
    hans: "每位成员永远都看得到这句话，以及这台设备持有的最后一次定案与之后投过什么票。24 个单词只留在这个命令里，连您自己的节点也不会知道。",
  },
  signedNothing: {
    en: "Nothing was signed.",
    hant: "沒有簽署任何東西。",
    hans: "没有签署任何东西。",
  },
  signed: {
    en: "Your word is given and travels to the others. {given} of {needed} needed have given theirs: {names}.",
    hant: "您已表態，正傳給其他成員。需要 {needed} 位，已有 {given} 位：{names}。",
    hans: "您已表态，正传给其他成员。需要 {needed} 位，已有 {given} 位：{names}。",
  },
  stayOn: {
    en: "Leave this node running until the community seals again: it has to vote. Each of the others types on their own machine: huzhu recover",
    hant: "請讓這個節點繼續執行，直到社群恢復定案：它還要投票。其他每一位請在自己的機器上輸入：huzhu recover",
    hans: "请让这个节点继续运行，直到社群恢复定案：它还要投票。其他每一位请在自己的机器上输入：huzhu recover",
  },
  thenRecover: {
    en: "Then start the node, and type again: {command}",
    hant: "然後啟動節點，再輸入一次：{command}",
    hans: "然后启动节点，再输入一次：{command}",
  },
} as const satisfies Record<string, Sentence>;
