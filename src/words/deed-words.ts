import type { Sentence } from "./sentence.ts";

/** Lines of the commands that do something. */
export const DEED_WORDS = {
  founded: {
    en: '"{title}" is founded, in the folder {home}.',
    hant: "「{title}」成立了，資料夾在 {home}。",
    hans: "“{title}”成立了，文件夹在 {home}。",
  },
  joined: {
    en: 'You have accepted the invite to "{title}", in the folder {home}. You are a member once it is sealed.',
    hant: "您已接受「{title}」的邀請，資料夾在 {home}。定案後您就是成員。",
    hans: "您已接受“{title}”的邀请，文件夹在 {home}。定案后您就是成员。",
  },
  phrase: {
    en: "These 24 words are your identity key. Write them down on paper now: they are shown only once, and nobody can give them back to you.",
    hant: "這 24 個單字是您的身分金鑰。請現在就抄在紙上：只顯示這一次，沒有人能替您找回。",
    hans: "这 24 个单词是您的身份密钥。请现在就抄在纸上：只显示这一次，没有人能替您找回。",
  },
  startNext: {
    en: "Next, start your node: {command}",
    hant: "接著啟動節點：{command}",
    hans: "接着启动节点：{command}",
  },
  inviteNext: {
    en: "Then invite others: {command}",
    hant: "再邀請別人：{command}",
    hans: "再邀请别人：{command}",
  },
  invitedBy: {
    en: '{name} invites you to the community "{title}" ({currency}). Valid until {until}.',
    hant: "{name} 邀請您加入社群「{title}」（{currency}），{until} 前有效。",
    hans: "{name} 邀请您加入社群“{title}”（{currency}），{until} 前有效。",
  },
  agreeTo: { en: "By joining you agree to this:", hant: "加入即表示您同意：", hans: "加入即表示您同意：" },
  agreeQuestion: {
    en: "Do you agree? (yes/no) ",
    hant: "您同意嗎？（yes/no）",
    hans: "您同意吗？（yes/no）",
  },
  agreeNeeded: {
    en: "Nothing was done. Read the above, then repeat the command with --yes.",
    hant: "沒有做任何事。請讀完以上內容，再加上 --yes 重複這個指令。",
    hans: "没有做任何事。请读完以上内容，再加上 --yes 重复这个命令。",
  },
  declined: { en: "Nothing was done.", hant: "沒有做任何事。", hans: "没有做任何事。" },
  ready: {
    en: "Your node is running. Stop it with Ctrl-C.",
    hant: "您的節點正在執行。按 Ctrl-C 停止。",
    hans: "您的节点正在运行。按 Ctrl-C 停止。",
  },
  reachedAt: {
    en: "Others reach it at {address}",
    hant: "其他節點可由此連入：{address}",
    hans: "其他节点可由此连入：{address}",
  },
  portTaken: {
    en: "Another program has port {was} now, on which your node listened last time. From now on it listens on {now}; if your router passes {was} on to this computer, change it to {now} there.",
    hant: "上次使用的連接埠 {was} 現在被另一個程式佔用，節點今後改用 {now}。若路由器把 {was} 轉送到這台電腦，請在路由器上改成 {now}。",
    hans: "上次使用的端口 {was} 现在被另一个程序占用，节点今后改用 {now}。如果路由器把 {was} 转发到这台电脑，请在路由器上改成 {now}。",
  },
  closedToOthers: {
    en: "Other users of this machine could read the keys in {home}; from now on only you can.",
    hant: "這台電腦的其他使用者原本讀得到 {home} 裡的金鑰；現在起只有您讀得到。",
    hans: "这台电脑的其他用户原本读得到 {home} 里的密钥；现在起只有您读得到。",
  },
  stopped: { en: "Your node has stopped.", hant: "節點已停止。", hans: "节点已停止。" },
  inviteLine: {
    en: "Send this line to one person you know. It lets that one person in, until {until}:",
    hant: "請把這一行傳給一位您認識的人。只能讓一個人加入，{until} 前有效：",
    hans: "请把这一行传给一位您认识的人。只能让一个人加入，{until} 前有效：",
  },
  checkWords: {
    en: "Check words: {words}",
    hant: "核對詞：{words}",
    hans: "核对词：{words}",
  },
  checkGiven: {
    en: "The other side is shown the same four before anything is asked. Compare them by voice: other words, another line.",
    hant: "對方在被詢問之前也會看到同樣的四個詞。請用說的核對：詞不同，就不是這一行。",
    hans: "对方在被询问之前也会看到同样的四个词。请用说的核对：词不同，就不是这一行。",
  },
  checkAsked: {
    en: "Have the sender tell you theirs by voice. If they differ, stop: this is not the line that was sent to you.",
    hant: "請用說的向傳給您的人核對。若不同就停下：這不是傳給您的那一行。",
    hans: "请用说的向传给您的人核对。若不同就停下：这不是传给您的那一行。",
  },
  reachedBy: {
    en: "Addresses of the community in this line: {count}",
    hant: "這一行裡的社群位址：{count} 個",
    hans: "这一行里的社群地址：{count} 个",
  },
  expiredOn: {
    en: "It was valid until {until}, by this machine's clock.",
    hant: "依這台機器的時鐘，有效期到 {until}。",
    hans: "依这台机器的时钟，有效期到 {until}。",
  },
  pngWritten: {
    en: "The same line is a picture in {file}. Who has it can join: send it to that one person, then delete it.",
    hant: "同一行的圖片在 {file}。拿到的人就能加入：只傳給那一個人，然後刪除。",
    hans: "同一行的图片在 {file}。拿到的人就能加入：只传给那一个人，然后删除。",
  },
  lineQuestion: {
    en: "The line you were sent:\n> ",
    hant: "請貼上收到的那一行：\n> ",
    hans: "请贴上收到的那一行：\n> ",
  },
  signed: {
    en: "Signed: {what} ({id}). Provisional until it is sealed.",
    hant: "已簽署：{what}（{id}）。定案前為暫定。",
    hans: "已签署：{what}（{id}）。定案前为暂定。",
  },
  sealedNow: {
    en: "Sealed: {what} ({id}).",
    hant: "已定案：{what}（{id}）。",
    hans: "已定案：{what}（{id}）。",
  },
  refusedNow: { en: "Refused: {why}", hant: "未被採納：{why}", hans: "未被采纳：{why}" },
  stillWaits: {
    en: "It is signed and waits to be sealed: {seen}.",
    hant: "已簽署，等待定案：{seen}。",
    hans: "已签署，等待定案：{seen}。",
  },
  told: {
    en: "Told to the members. It is not in the log and can be changed at any time.",
    hant: "已告訴各成員。這不在紀錄裡，隨時可以更改。",
    hans: "已告诉各成员。这不在记录里，随时可以更改。",
  },
  evenShare: {
    en: "{tier}: {members} [members|member pays|members pay] {share} each",
    hant: "{tier}：{members} 人，每人付 {share}",
    hans: "{tier}：{members} 人，每人付 {share}",
  },
  oddUnit: { en: " (some {more})", hant: "（部分人 {more}）", hans: "（部分人 {more}）" },
  ceiling: { en: "  at most {ceiling} a period", hant: "  每期最多 {ceiling}", hans: "  每期最多 {ceiling}" },
  ceilingReached: {
    en: "  the ceiling of {ceiling} is reached",
    hant: "  已達上限 {ceiling}",
    hans: "  已达上限 {ceiling}",
  },
  aidPaid: {
    en: "Aid paid: {paid} of {aid}",
    hant: "互助金：{aid} 中付出 {paid}",
    hans: "互助金：{aid} 中付出 {paid}",
  },
  collected: {
    en: "Collected in all: {collected}; left over: {surplus}",
    hant: "共收 {collected}；剩餘 {surplus}",
    hans: "共收 {collected}；剩余 {surplus}",
  },
} as const satisfies Record<string, Sentence>;
