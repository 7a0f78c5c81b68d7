import type { OperatorCode } from "../base/operator-error.ts";
import type { Sentence } from "./sentence.ts";

/** What is wrong with a line that somebody was sent, or with where it is used, and what to do about it. */
export const LINE_WORDS = {
  "invite-none": {
    what: {
      en: "This is no invite.",
      hant: "這不是邀請碼。",
      hans: "这不是邀请码。",
    },
    fix: {
      en: "An invite begins with huzhu1. Copy the whole line as it was sent to you.",
      hant: "邀請碼以 huzhu1 開頭，請把收到的整行完整複製。",
      hans: "邀请码以 huzhu1 开头，请把收到的整行完整复制。",
    },
  },
  "invite-mangled": {
    what: {
      en: "In this invite a letter is wrong, missing or too many.",
      hant: "這個邀請碼有字母錯了、少了或多了。",
      hans: "这个邀请码有字母错了、少了或多了。",
    },
    fix: {
      en: "Copy the whole line once more, to its very end, or have it sent to you again.",
      hant: "請把整行重新複製，直到最後一個字，或請對方再傳一次。",
      hans: "请把整行重新复制，直到最后一个字，或请对方再传一次。",
    },
  },
  "invite-invalid": {
    what: {
      en: "This invite was copied well, but its content does not hold: nobody signed it so.",
      hant: "這個邀請碼抄寫無誤，內容卻不成立：沒有人這樣簽發過。",
      hans: "这个邀请码抄写无误，内容却不成立：没有人这样签发过。",
    },
    fix: {
      en: "Ask the person who invites you, by voice, for a new one.",
      hant: "請當面或打電話向邀請您的人索取新的。",
      hans: "请当面或打电话向邀请您的人索取新的。",
    },
  },
  "invite-elsewhere": {
    what: {
      en: 'This invite is for "{title}", and the folder {home} belongs to another community.',
      hant: "這個邀請碼屬於「{title}」，而資料夾 {home} 屬於另一個社群。",
      hans: "这个邀请码属于“{title}”，而文件夹 {home} 属于另一个社群。",
    },
    fix: {
      en: "Name the right folder, for joining a new one: --home FOLDER",
      hant: "請指定正確的資料夾；要加入請用新資料夾：--home 資料夾",
      hans: "请指定正确的文件夹；要加入请用新文件夹：--home 文件夹",
    },
  },
  "line-version": {
    what: {
      en: "This line was made by another version of this software.",
      hant: "這一行是另一個版本的軟體做出來的。",
      hans: "这一行是另一个版本的软件做出来的。",
    },
    fix: {
      en: "Both sides should have the newest version; then ask for a new line.",
      hant: "雙方請都更新到最新版，再索取新的一行。",
      hans: "双方请都更新到最新版，再索取新的一行。",
    },
  },
  "line-is-invite": {
    what: {
      en: "This is an invite for somebody who is no member yet, not a line for coming back.",
      hant: "這是給還不是成員的人的邀請碼，不是返回碼。",
      hans: "这是给还不是成员的人的邀请码，不是返回码。",
    },
    fix: {
      en: "Join with it: huzhu join INVITE   or, to go on as the member you were, ask any member for: huzhu invite --return YOUR-NAME",
      hant: "用它加入：huzhu join 邀請碼　若要以原成員繼續，請任一成員執行：huzhu invite --return 您的名字",
      hans: "用它加入：huzhu join 邀请码　若要以原成员继续，请任一成员执行：huzhu invite --return 您的名字",
    },
  },
  "line-is-return": {
    what: {
      en: "This is a line for a member who comes back, not an invite.",
      hant: "這是給回來的成員的返回碼，不是邀請碼。",
      hans: "这是给回来的成员的返回码，不是邀请码。",
    },
    fix: {
      en: "With your 24 words at hand: huzhu return LINE   To join as somebody new, ask for an invite.",
      hant: "準備好您的 24 個單字：huzhu return 返回碼　若要以新成員加入，請索取邀請碼。",
      hans: "准备好您的 24 个单词：huzhu return 返回码　若要以新成员加入，请索取邀请码。",
    },
  },
  "line-is-word": {
    what: {
      en: "This is a member's word for beginning anew, not a line to come in with.",
      hant: "這是重新開始用的「同行碼」，不能用來加入或返回。",
      hans: "这是重新开始用的“同行码”，不能用来加入或返回。",
    },
    fix: {
      en: "Give it to whoever begins anew: huzhu refound found. To come in, ask for an invite (or huzhu invite --return YOUR-NAME).",
      hant: "請交給發起重新開始的人：huzhu refound found。要進來請索取邀請碼（或 huzhu invite --return 您的名字）。",
      hans: "请交给发起重新开始的人：huzhu refound found。要进来请索取邀请码（或 huzhu invite --return 您的名字）。",
    },
  },
  "line-missing": {
    what: { en: "No line was given.", hant: "沒有給任何一行。", hans: "没有给任何一行。" },
    fix: {
      en: "Put it behind the command, into a file (--from FILE), or, for joining, into the input.",
      hant: "請把它寫在指令後面、放進檔案（--from 檔案），加入時也可以從輸入傳入。",
      hans: "请把它写在命令后面、放进文件（--from 文件），加入时也可以从输入传入。",
    },
  },
  "file-exists": {
    what: {
      en: "There is a file {file} already; it was left as it is.",
      hant: "檔案 {file} 已經存在，維持原狀。",
      hans: "文件 {file} 已经存在，维持原状。",
    },
    fix: { en: "Choose another name.", hant: "請換一個檔名。", hans: "请换一个文件名。" },
  },
  "word-invalid": {
    what: {
      en: "A word for beginning anew cannot be read.",
      hant: "有一行「同行碼」讀不出來。",
      hans: "有一行“同行码”读不出来。",
    },
    fix: {
      en: "Give the whole lines, each of which begins with huzhuanew; who signed one can make it again: huzhu refound sign",
      hant: "請把以 huzhuanew 開頭的每一行完整貼上；簽的人可以重做一行：huzhu refound sign",
      hans: "请把以 huzhuanew 开头的每一行完整粘贴；签的人可以重做一行：huzhu refound sign",
    },
  },
  "return-none": {
    what: {
      en: "This is no line for coming back.",
      hant: "這不是返回碼。",
      hans: "这不是返回码。",
    },
    fix: {
      en: "Copy the whole line, which begins with huzhuback1, or ask any member for a new one: huzhu invite --return YOUR-NAME",
      hant: "請把以 huzhuback1 開頭的整行完整複製，或請任一成員重發：huzhu invite --return 您的名字",
      hans: "请把以 huzhuback1 开头的整行完整复制，或请任一成员重发：huzhu invite --return 您的名字",
    },
  },
  "return-mangled": {
    what: {
      en: "In this line for coming back a letter is wrong, missing or too many.",
      hant: "這個返回碼有字母錯了、少了或多了。",
      hans: "这个返回码有字母错了、少了或多了。",
    },
    fix: {
      en: "Copy the whole line once more, to its very end, or have it sent to you again.",
      hant: "請把整行重新複製，直到最後一個字，或請對方再傳一次。",
      hans: "请把整行重新复制，直到最后一个字，或请对方再传一次。",
    },
  },
  "return-invalid": {
    what: {
      en: "This line for coming back was copied well, but its content does not hold.",
      hant: "這個返回碼抄寫無誤，內容卻不成立。",
      hans: "这个返回码抄写无误，内容却不成立。",
    },
    fix: {
      en: "Ask any member for a new one: huzhu invite --return YOUR-NAME",
      hant: "請任一成員重發：huzhu invite --return 您的名字",
      hans: "请任一成员重发：huzhu invite --return 您的名字",
    },
  },
} as const satisfies Partial<Record<OperatorCode, { readonly what: Sentence; readonly fix: Sentence }>>;
