import type { Sentence } from "./sentence.ts";

/** What of a claim only its reviewers see. */
export const EVIDENCE_WORDS = {
  reviewersOnly: {
    en: "Only the reviewers will see this, until 14 days after the decision:",
    hant: "以下內容只有評議的人看得到，到決定後 14 天為止：",
    hans: "以下内容只有评议的人看得到，到决定后 14 天为止：",
  },
  later: {
    en: "  the documents that you put before them afterwards, with their names: huzhu claim evidence",
    hant: "  您之後提交的文件與檔名：huzhu claim evidence",
    hans: "  您之后提交的材料与文件名：huzhu claim evidence",
  },
  document: {
    en: "  {name} ({size}; on its way it takes {padded}, like others of about its size)",
    hant: "  {name}（{size}；傳送時佔 {padded}，與大小相近的文件一樣）",
    hans: "  {name}（{size}；传送时占 {padded}，与大小相近的材料一样）",
  },
  who: {
    en: "The reviewers are a jury drawn by lot; in a small plan, all of its members but you. What one of them copies meanwhile nobody can take back.",
    hant: "評議的人是抽籤選出的評議團；計畫人少時，是您以外的所有成員。他們在這段時間另存的副本，沒有人收得回來。",
    hans: "评议的人是抽签选出的评议团；计划人少时，是您以外的所有成员。他们在这段时间另存的副本，没有人收得回来。",
  },
  atJoining: {
    en: "What you show the reviewers of a claim of yours they can copy, and nobody can take that back.",
    hant: "您給評議人看的文件，他們可以另存副本，沒有人收得回來。",
    hans: "您给评议人看的材料，他们可以另存副本，没有人收得回来。",
  },
  question: { en: "Go on? (yes/no) ", hant: "要繼續嗎？（yes/no）", hans: "要继续吗？（yes/no）" },
  travels: {
    en: "The documents travel by themselves, encrypted to the reviewers, while your node runs. Your folder keeps an encrypted copy, until 14 days after the decision.",
    hant: "您的節點執行時，文件會自行加密傳給評議的人。您的資料夾保留一份加密的副本，到決定後 14 天為止。",
    hans: "您的节点运行时，材料会自行加密传给评议的人。您的文件夹保留一份加密的副本，到决定后 14 天为止。",
  },
  notForYou: {
    en: "You are not a reviewer of this claim; its documents are not for you.",
    hant: "您不是這筆申請的評議人，文件不給您看。",
    hans: "您不是这笔申请的评议人，材料不给您看。",
  },
  otherDevice: {
    en: "The documents are encrypted to the two devices that you added last, and this is another one. Read them there.",
    hant: "文件只加密給您最後加入的兩台裝置，這台不是。請在那裡讀。",
    hans: "材料只加密给您最后加入的两台设备，这台不是。请在那里读。",
  },
  none: {
    en: "No documents were put before the reviewers.",
    hant: "沒有提交給評議人的文件。",
    hans: "没有提交给评议人的材料。",
  },
  here: {
    en: "  {name} ({size}): it is what was committed to.",
    hant: "  {name}（{size}）：與提交的指紋相符。",
    hans: "  {name}（{size}）：与提交的指纹相符。",
  },
  own: {
    en: "  {name} ({size}), put by you",
    hant: "  {name}（{size}），由您提交",
    hans: "  {name}（{size}），由您提交",
  },
  differs: {
    en: "  document {number}: {names} sent something else than was committed to.",
    hant: "  文件 {number}：{names} 傳來的與提交的指紋不符。",
    hans: "  材料 {number}：{names} 传来的与提交的指纹不符。",
  },
  partly: {
    en: "  document {number}: {size} of it are here; the rest follows.",
    hant: "  文件 {number}：已收到 {size}，其餘會接著來。",
    hans: "  材料 {number}：已收到 {size}，其余会接着来。",
  },
  awaited: {
    en: "  document {number}: not here yet. It comes from {names}, or from a reviewer who has it, once their computer runs together with yours.",
    hant: "  文件 {number}：還沒到。{names} 或已有文件的評議人，電腦與您的同時執行時就會傳來。",
    hans: "  材料 {number}：还没到。{names} 或已有材料的评议人，电脑与您的同时运行时就会传来。",
  },
  gone: {
    en: "  document {number}: not on this computer.",
    hant: "  文件 {number}：不在這台電腦上。",
    hans: "  材料 {number}：不在这台电脑上。",
  },
  unreadable: {
    en: "  document {number}: it does not open on this disk any more. Restart your node, and it is fetched again.",
    hant: "  文件 {number}：在這個磁碟上打不開了。重新啟動節點就會再傳一次。",
    hans: "  材料 {number}：在这个磁盘上打不开了。重新启动节点就会再传一次。",
  },
  written: { en: "Written: {file}", hant: "已寫入：{file}", hans: "已写入：{file}" },
  toWrite: {
    en: "To write them into a folder: huzhu claim read {id} --out FOLDER. What you write there is yours to delete.",
    hant: "寫到資料夾：huzhu claim read {id} --out 資料夾。寫出的檔案請自行刪除。",
    hans: "写到文件夹：huzhu claim read {id} --out 文件夹。写出的文件请自行删除。",
  },
  seenNext: {
    en: "Once you have read them: huzhu claim seen {id} {matches}",
    hant: "讀過之後：huzhu claim seen {id} {matches}",
    hans: "读过之后：huzhu claim seen {id} {matches}",
  },
  ends: {
    en: "Everybody's node deletes them on {until}.",
    hant: "各節點會在 {until} 刪除。",
    hans: "各节点会在 {until} 删除。",
  },
} as const satisfies Record<string, Sentence>;
