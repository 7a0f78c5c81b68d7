import type { Sentence } from "./sentence.ts";

/** Headings and options that several commands have. */
export const HELP_WORDS = {
  about: {
    en: "Mutual aid among people who know one another: one is in need, everybody shares the cost, nobody in the middle.",
    hant: "互助：一人有難，大家分攤，沒有中間人。",
    hans: "互助：一人有难，大家分摊，没有中间人。",
  },
  "Usage:": { en: "Usage:", hant: "用法：", hans: "用法：" },
  "Arguments:": { en: "Arguments:", hant: "參數：", hans: "参数：" },
  "Options:": { en: "Options:", hant: "選項：", hans: "选项：" },
  "Global Options:": { en: "Options of every command:", hant: "共用選項：", hans: "通用选项：" },
  "Commands:": { en: "Commands:", hant: "指令：", hans: "命令：" },
  help: { en: "show this help", hant: "顯示說明", hans: "显示说明" },
  version: { en: "show the version", hant: "顯示版本", hans: "显示版本" },
  home: { en: "the folder of your community", hant: "社群的資料夾", hans: "社群的文件夹" },
  lang: {
    en: "language: en, zh-Hant, zh-Hans",
    hant: "語言：en、zh-Hant、zh-Hans",
    hans: "语言：en、zh-Hant、zh-Hans",
  },
  sealed: { en: "only what is sealed", hant: "只看已定案的", hans: "只看已定案的" },
  json: { en: "as data (JSON)", hant: "輸出為資料（JSON）", hans: "输出为数据（JSON）" },
  wait: { en: "wait until it is sealed", hant: "等到定案", hans: "等到定案" },
  timeout: {
    en: "wait at most this many seconds (120)",
    hant: "最多等幾秒（120）",
    hans: "最多等几秒（120）",
  },
} as const satisfies Record<string, Sentence>;

/** Options and arguments of single commands. */
export const OPTION_WORDS = {
  title: { en: "the community's name", hant: "社群名稱", hans: "社群名称" },
  name: { en: "what the others call you", hant: "別人怎麼稱呼您", hans: "别人怎么称呼您" },
  payTo: {
    en: "how you want to be paid, in your own words",
    hant: "您的收款方式（自己的話）",
    hans: "您的收款方式（自己的话）",
  },
  currency: { en: "the community's currency, like TWD", hant: "幣別，例如 TWD", hans: "币种，例如 CNY" },
  digits: { en: "decimals of its amounts", hant: "金額的小數位數", hans: "金额的小数位数" },
  offset: {
    en: "the community's time, like +08:00",
    hant: "社群的時區，例如 +08:00",
    hans: "社群的时区，例如 +08:00",
  },
  charter: {
    en: "a JSON file with further rules of the charter",
    hant: "章程其他規則的 JSON 檔",
    hans: "章程其他规则的 JSON 文件",
  },
  invite: { en: "the line you were sent", hant: "收到的邀請碼", hans: "收到的邀请码" },
  qr: {
    en: "show the line as a QR code, too",
    hant: "同時以 QR 碼顯示",
    hans: "同时以二维码显示",
  },
  png: {
    en: "write the QR code into a new picture file (PNG)",
    hant: "把 QR 碼寫成新的圖片檔（PNG）",
    hans: "把二维码写成新的图片文件（PNG）",
  },
  from: {
    en: "a text file with the line you were sent",
    hant: "存放收到那一行的文字檔",
    hans: "存放收到那一行的文本文件",
  },
  returning: {
    en: "a line for a member whose computer is gone, instead",
    hant: "改為給失去電腦的成員一行返回碼",
    hans: "改为给失去电脑的成员一行返回码",
  },
  anewTo: {
    en: "the new folder; the old one stays as it is",
    hant: "新資料夾；舊的維持原狀",
    hans: "新文件夹；旧的维持原状",
  },
  anewWords: {
    en: "a file with the lines of those who come along",
    hant: "存放同行碼的檔案",
    hans: "存放同行码的文件",
  },
  erase: {
    en: "take back all that the others see of you",
    hant: "收回別人看得到的一切",
    hans: "收回别人看得到的一切",
  },
  outFolder: {
    en: "write the documents into this folder, for your eyes only",
    hant: "把文件寫到這個資料夾，只有您讀得到",
    hans: "把材料写到这个文件夹，只有您读得到",
  },
  yes: { en: "agree without being asked", hant: "直接同意，不再詢問", hans: "直接同意，不再询问" },
  preview: {
    en: "only show what the community is about",
    hant: "只看社群的內容，不加入",
    hans: "只看社群的内容，不加入",
  },
  unseen: {
    en: "go on even where nobody answers who could show charter and plans",
    hant: "沒有人回應、看不到章程與計畫時也繼續",
    hans: "没有人回应、看不到章程与计划时也继续",
  },
  days: { en: "valid for this many days (7)", hant: "有效天數（7）", hans: "有效天数（7）" },
  port: {
    en: "the port on which others reach this node",
    hant: "其他節點連進來的連接埠",
    hans: "其他节点连进来的端口",
  },
  listen: {
    en: "an address to listen on (several allowed)",
    hant: "監聽的位址（可多個）",
    hans: "监听的地址（可多个）",
  },
  announce: {
    en: "an address to tell others instead; none: tell nobody",
    hant: "改為告訴別人的位址；none：不告訴別人",
    hans: "改为告诉别人的地址；none：不告诉别人",
  },
  peer: {
    en: "an address of another node to keep connected, in place of the invite's",
    hant: "要保持連線的其他節點位址，取代邀請碼裡的",
    hans: "要保持连接的其他节点地址，取代邀请码里的",
  },
  relay: {
    en: "let members behind routers be reached through this node",
    hant: "讓路由器後面的成員經由這個節點連線",
    hans: "让路由器后面的成员经由这个节点连接",
  },
  noMdns: {
    en: "do not look for members' nodes on the local network (Wi-Fi)",
    hant: "不在區域網路（Wi-Fi）尋找成員的節點",
    hans: "不在局域网（Wi-Fi）寻找成员的节点",
  },
  noGossip: { en: "only fetch, never broadcast", hant: "只拉取，不廣播", hans: "只拉取，不广播" },
  syncEvery: {
    en: "ask the others for news this often, like 60s",
    hant: "多久向其他節點詢問一次，例如 60s",
    hans: "多久向其他节点询问一次，例如 60s",
  },
  log: {
    en: "what to tell on the error output: debug, info, warn or error (error)",
    hant: "錯誤輸出要記錄到哪一級：debug、info、warn 或 error（error）",
    hans: "错误输出要记录到哪一级：debug、info、warn 或 error（error）",
  },
  metrics: {
    en: "figures for Prometheus on this machine only, at this port (9464)",
    hant: "在本機提供 Prometheus 數據，使用這個連接埠（9464）",
    hans: "在本机提供 Prometheus 数据，使用这个端口（9464）",
  },
  category: {
    en: "illness, accident, sick-pay, funeral, loss, other",
    hant: "illness、accident、sick-pay、funeral、loss、other",
    hans: "illness、accident、sick-pay、funeral、loss、other",
  },
  benefit: { en: "the aid you want", hant: "希望得到的互助金", hans: "希望得到的互助金" },
  most: { en: "the most you would pay a year", hant: "每年最多願意付", hans: "每年最多愿意付" },
  group: { en: "how many people, like 5-50", hant: "希望的人數，例如 5-50", hans: "希望的人数，例如 5-50" },
  template: {
    en: "start from: illness, accident, sick-pay, funeral, loss, xianghubao",
    hant: "範本：illness、accident、sick-pay、funeral、loss、xianghubao",
    hans: "模板：illness、accident、sick-pay、funeral、loss、xianghubao",
  },
  terms: {
    en: "a JSON file with the terms, or with what differs from the template",
    hant: "條款的 JSON 檔，或與範本不同的部分",
    hans: "条款的 JSON 文件，或与模板不同的部分",
  },
  fromNeeds: {
    en: "start from what people need",
    hant: "從大家的保障需求開始",
    hans: "从大家的保障需求开始",
  },
  tier: {
    en: "the tier you take, by number or name",
    hant: "您選的級別（號碼或名稱）",
    hans: "您选的级别（号码或名称）",
  },
  plan: { en: "title or id", hant: "名稱或編號", hans: "名称或编号" },
  claim: { en: "id of the claim", hant: "互助申請的編號", hans: "互助申请的编号" },
  day: {
    en: "day of the incident, like 2026-11-22",
    hant: "事發日，例如 2026-11-22",
    hans: "事发日，例如 2026-11-22",
  },
  amount: { en: "amount, like 3,000.50", hant: "金額，例如 3,000.50", hans: "金额，例如 3,000.50" },
  choice: {
    en: "yes, no or abstain",
    hant: "yes（同意）、no（不同意）、abstain（棄權）",
    hans: "yes（同意）、no（不同意）、abstain（弃权）",
  },
  member: { en: "nickname or id", hant: "暱稱或編號", hans: "昵称或编号" },
  period: {
    en: "only a month or a day, like 2026-11",
    hant: "只看某月或某日，例如 2026-11",
    hans: "只看某月或某日，例如 2026-11",
  },
  id: {
    en: "what is to be explained: id or its beginning",
    hant: "要說明的編號，或其開頭",
    hans: "要说明的编号，或其开头",
  },
  payment: {
    en: "id of the payment, or the other side's nickname",
    hant: "轉帳編號，或對方的暱稱",
    hans: "转账编号，或对方的昵称",
  },
  for: {
    en: "the member in need, whose contact person you are",
    hant: "需要幫助的成員（您是其聯絡人）",
    hans: "需要帮助的成员（您是其联系人）",
  },
  expelPlan: {
    en: "only from this plan; without it: from the community",
    hant: "只從這個計畫除名；不寫則從社群除名",
    hans: "只从这个计划除名；不写则从社群除名",
  },
  undo: { en: "take it back", hant: "撤回", hans: "撤回" },
  format: { en: "jsonl", hant: "jsonl", hans: "jsonl" },
  members: {
    en: "how many members, or how many in each tier: 100,50",
    hant: "成員人數，或各級別人數：100,50",
    hans: "成员人数，或各级别人数：100,50",
  },
  aid: { en: "all aid of one period", hant: "一期的互助金總額", hans: "一期的互助金总额" },
  cases: { en: "over how many cases (1)", hant: "分屬幾案（1）", hans: "分属几案（1）" },
  other: {
    en: "other costs, an amount or a part of the aid like 8%",
    hant: "其他費用，金額或互助金的比例如 8%",
    hans: "其他费用，金额或互助金的比例如 8%",
  },
  uniform: {
    en: "everybody pays the even share rounded up, as others did",
    hant: "人人均攤並進位（他人曾用的算法）",
    hans: "人人均摊并进位（他人曾用的算法）",
  },
  dryRun: {
    en: "only show what would be signed, and what every member would see",
    hant: "只顯示會簽署什麼、每位成員會看到什麼",
    hans: "只显示会签署什么、每位成员会看到什么",
  },
  keep: {
    en: "keep the homes in this folder",
    hant: "把各節點的資料留在這個資料夾",
    hans: "把各节点的数据留在这个文件夹",
  },
} as const satisfies Record<string, Sentence>;
