import type { EventFault } from "../events/faults.ts";
import type { RefusalCode } from "../events/refusals.ts";
import type { AuthorFault } from "../peer/output.ts";
import type { Sentence } from "./sentence.ts";

/** What can be wrong with an entry as it comes in from others. */
export const EVENT_FAULT_WORDS = {
  "event-too-large": {
    en: "The entry is larger than 7 KiB.",
    hant: "這筆紀錄超過 7 KiB。",
    hans: "这笔记录超过 7 KiB。",
  },
  "event-not-canonical": {
    en: "The entry is not written in the one form that the protocol allows.",
    hant: "這筆紀錄沒有按協定的唯一格式書寫。",
    hans: "这笔记录没有按协议的唯一格式书写。",
  },
  "event-malformed": {
    en: "The entry lacks a part, or has one of the wrong kind.",
    hant: "這筆紀錄缺了一部分，或有一部分類型不對。",
    hans: "这笔记录缺了一部分，或有一部分类型不对。",
  },
  "event-version-unknown": {
    en: "The entry is of a newer format; update this node.",
    hant: "這筆紀錄的格式較新，請更新這個節點。",
    hans: "这笔记录的格式较新，请更新这个节点。",
  },
  "body-missing": {
    en: "The entry came without its content.",
    hant: "這筆紀錄沒有附上內容。",
    hans: "这笔记录没有附上内容。",
  },
  "body-hash-wrong": {
    en: "The entry's content is not what was signed.",
    hant: "這筆紀錄的內容和簽署時不同。",
    hans: "这笔记录的内容和签署时不同。",
  },
  "community-wrong": {
    en: "The entry belongs to another community.",
    hant: "這筆紀錄屬於另一個社群。",
    hans: "这笔记录属于另一个社群。",
  },
  "signature-wrong": {
    en: "The signature is wrong.",
    hant: "簽名不對。",
    hans: "签名不对。",
  },
  "chain-broken": {
    en: "The entries do not follow one another.",
    hant: "這些紀錄前後接不起來。",
    hans: "这些记录前后接不起来。",
  },
  "event-not-named": {
    en: "The entry is not part of the seal that was asked for.",
    hant: "這筆紀錄不在所要的定案裡。",
    hans: "这笔记录不在所要的定案里。",
  },
} as const satisfies Record<EventFault, Sentence>;

/** Why your own wish was not signed, where no rule of the community is the reason. */
export const AUTHOR_FAULT_WORDS = {
  "not-synced": {
    en: "This node has not received the community's history yet. Wait until it has reached another member's node.",
    hant: "這個節點還沒收到社群的紀錄。請等它連上其他成員的節點。",
    hans: "这个节点还没收到社群的记录。请等它连上其他成员的节点。",
  },
  "update-needed": {
    en: "The community goes by rules that this program does not know. Install a newer one; nothing is signed until then.",
    hant: "社群採用的規則這個程式還不認得。請安裝新版；在那之前不會簽署任何東西。",
    hans: "社群采用的规则这个程序还不认得。请安装新版；在那之前不会签署任何东西。",
  },
  "own-feed-behind": {
    en: "This device's own latest entries are missing here; they come back from the other members' nodes.",
    hant: "這台裝置自己最新的紀錄還沒回來，要先從其他成員的節點取回。",
    hans: "这台设备自己最新的记录还没回来，要先从其他成员的节点取回。",
  },
  "device-stopped": {
    en: "This device signs nothing more: a copy of it signed, or the note of what it signed last is missing, damaged or out of date. Stop the node, then make a new device with your 24 words: {deviceNew}",
    hant: "這台裝置不再簽署任何東西：另有一份簽署過，或它最後簽過什麼的記號遺失、損壞或過舊。請停止節點，再用您的 24 個單字建立新裝置：{deviceNew}",
    hans: "这台设备不再签署任何东西：另有一份签署过，或它最后签过什么的记号丢失、损坏或过旧。请停止节点，再用您的 24 个单词建立新设备：{deviceNew}",
  },
  "device-moved": {
    en: "This folder was copied, restored or moved, so its device signs nothing yet. See what is needed with {status}; if no other copy runs, say so with {onlyCopy}",
    hant: "這個資料夾被複製、還原或搬移過，裝置暫不簽署。需要什麼請看 {status}；若沒有另一份在執行，請用 {onlyCopy} 表明",
    hans: "这个文件夹被复制、还原或搬移过，设备暂不签署。需要什么请看 {status}；若没有另一份在运行，请用 {onlyCopy} 表明",
  },
} as const satisfies Record<Exclude<AuthorFault, RefusalCode | EventFault>, Sentence>;
