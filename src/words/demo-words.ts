import type { Sentence } from "./sentence.ts";

/** What the demo tells while it runs. */
export const DEMO_WORDS = {
  opening: {
    en: "Five people, five nodes, one ledger, nobody in the middle. Everything runs on this machine and takes about half a minute.",
    hant: "五個人、五個節點、一本帳，中間沒有別人。全部在這台電腦上執行，大約半分鐘。",
    hans: "五个人、五个节点、一本账，中间没有别人。全部在这台电脑上运行，大约半分钟。",
  },
  founded: {
    en: "{name} founds a community and invites four friends.",
    hant: "{name}發起一個社群，邀請四位朋友。",
    hans: "{name}发起一个社群，邀请四位朋友。",
  },
  joined: {
    en: "All five are members, and each node has heard from the others.",
    hant: "五個人都成為成員，節點之間已經互通。",
    hans: "五个人都成为成员，节点之间已经互通。",
  },
  needs: {
    en: "Each states a need; every node finds by itself: {count} people share your need ({category}).",
    hant: "每個人說出自己的保障需求；每個節點自己找到：有 {count} 個人的需求相同（{category}）。",
    hans: "每个人说出自己的保障需求；每个节点自己找到：有 {count} 个人的需求相同（{category}）。",
  },
  adopted: {
    en: "They form a plan: “{title}”. {count} adopt it, and it opens.",
    hant: "他們組成互助計畫「{title}」，{count} 人加入，計畫開始。",
    hans: "他们组成互助计划“{title}”，{count} 人加入，计划开始。",
  },
  whatIf: {
    en: "Beside it, only as a calculation: Xianghubao's terms of 2019, {members} members, one accident of {aid} and {other} of costs: each pays {share}, {collected} is collected, {surplus} is left over.",
    hant: "旁邊只做試算：相互寶 2019 年的條件，{members} 名成員，一件意外 {aid} 加上費用 {other}：每人付 {share}，共收 {collected}，多出 {surplus}。",
    hans: "旁边只做试算：相互宝 2019 年的条件，{members} 名成员，一件意外 {aid} 加上费用 {other}：每人付 {share}，共收 {collected}，多出 {surplus}。",
  },
  claimed: {
    en: "{name} asks for {amount}. The other four vote.",
    hant: "{name}申請互助金 {amount}，其他四個人投票。",
    hans: "{name}申请互助金 {amount}，其他四个人投票。",
  },
  decided: {
    en: "Decided: {amount} (the middle of what the yes votes thought right). After the notice it is divided to the cent.",
    hant: "結果：{amount}（同意票所填金額的中位數）。公示期過後，分攤到每一分。",
    hans: "结果：{amount}（同意票所填金额的中位数）。公示期过后，分摊到每一分。",
  },
  paid: {
    en: "{count} net payments go straight from member to member, and are confirmed by who received them.",
    hant: "互抵後有 {count} 筆轉帳，由成員直接轉給成員，收款人逐筆確認。",
    hans: "互抵后有 {count} 笔转账，由成员直接转给成员，收款人逐笔确认。",
  },
  cut: {
    en: "Now {name}'s line is cut. {name} reaches nobody and goes on with provisional figures; the other four go on sealing.",
    hant: "現在切斷{name}的線路。{name}連不上任何人，只看到暫定數字；其他四個人照常定案。",
    hans: "现在切断{name}的线路。{name}连不上任何人，只看到暂定数字；其他四个人照常定案。",
  },
  cutWork: {
    en: "Meanwhile the four decide {name}'s claim; {alone}, alone, asks for aid too: signed, kept, provisional.",
    hant: "這段時間四個人決定了{name}的申請；獨自一人的{alone}也提出申請：已簽名、已保存、暫定。",
    hans: "这段时间四个人决定了{name}的申请；独自一人的{alone}也提出申请：已签名、已保存、暂定。",
  },
  healed: {
    en: "The line is mended. {name} catches up, and what was signed alone is in the next seal.",
    hant: "線路恢復。{name}補上進度，獨自簽下的申請也在下一次定案裡。",
    hans: "线路恢复。{name}补上进度，独自签下的申请也在下一次定案里。",
  },
  roots: {
    en: "The ledger's root on every node:",
    hant: "每個節點上帳本的根：",
    hans: "每个节点上账本的根：",
  },
  equal: {
    en: "All five are equal.",
    hant: "五個完全相同。",
    hans: "五个完全相同。",
  },
  unequal: {
    en: "They differ. This is a defect; please report it.",
    hant: "它們不相同。這是程式的缺陷，請回報。",
    hans: "它们不相同。这是程序的缺陷，请报告。",
  },
  statement: {
    en: "{name}'s statement, every number explained:",
    hant: "{name}的明細，每個數字怎麼算的：",
    hans: "{name}的明细，每个数字怎么算的：",
  },
  next: {
    en: "Start your own community:",
    hant: "開始您自己的社群：",
    hans: "开始您自己的社群：",
  },
  kept: {
    en: "The five homes are kept in {folder}.",
    hant: "五個資料夾保留在 {folder}。",
    hans: "五个文件夹保留在 {folder}。",
  },
  failed: {
    en: "The demo did not come to its end: {reason}",
    hant: "示範沒有完成：{reason}",
    hans: "演示没有完成：{reason}",
  },
  took: {
    en: "Took {seconds} s.",
    hant: "用了 {seconds} 秒。",
    hans: "用了 {seconds} 秒。",
  },
} as const satisfies Record<string, Sentence>;
