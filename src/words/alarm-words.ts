import type { Alarm } from "../peer/output.ts";
import type { Lang } from "./language.ts";
import { REFUSAL_WORDS } from "./refusal-words.ts";
import { type Sentence, sayOpen } from "./sentence.ts";
import { shortId } from "./writing.ts";

/** What a person should know although nobody broke a rule, as far as this node can tell. */
export const ALARM_WORDS = {
  "computes-differently": {
    en: "This node computes differently from the others at seal {height}. Update it, and tell the others.",
    hant: "第 {height} 次定案，這個節點算出的結果和其他節點不同。請更新程式，並告訴其他成員。",
    hans: "第 {height} 次定案，这个节点算出的结果和其他节点不同。请更新程序，并告诉其他成员。",
  },
  "update-needed": {
    en: "Update needed: from seal {height} on the community goes by rules {rules}, which this program does not know. Until you install a newer one this node passes on what others sign, but signs, votes on and applies nothing.",
    hant: "需要更新程式：從第 {height} 次定案起，社群採用第 {rules} 版規則，這個程式還不認得。安裝新版之前，這個節點仍會轉傳別人簽署的內容，但不再簽署、表決或採用任何定案。",
    hans: "需要更新程序：从第 {height} 次定案起，社群采用第 {rules} 版规则，这个程序还不认得。安装新版之前，这个节点仍会转传别人签署的内容，但不再签署、表决或采用任何定案。",
  },
  "seal-from-the-future": {
    en: "Seal {height} is dated more than a day ahead of this node's clock. Check the date of this machine.",
    hant: "第 {height} 次定案的時間比這台機器的時鐘晚一天以上。請檢查本機日期。",
    hans: "第 {height} 次定案的时间比这台机器的时钟晚一天以上。请检查本机日期。",
  },
  "device-forked": {
    en: "Device {device} signed two different histories; it will be frozen.",
    hant: "裝置 {device} 簽了兩份不同的紀錄，將被凍結。",
    hans: "设备 {device} 签了两份不同的记录，将被冻结。",
  },
  "device-stopped": {
    en: "This device signs nothing more: {reason}. Stop the node, then make a new device with your 24 words: {command}",
    hant: "這台裝置不再簽署：{reason}。請停止節點，再用您的 24 個單字建立新裝置：{command}",
    hans: "这台设备不再签署：{reason}。请停止节点，再用您的 24 个单词建立新设备：{command}",
  },
  "device-moved": {
    en: "This folder was copied, restored or moved; its device signs nothing until you say that no other copy runs: {command}",
    hant: "這個資料夾被複製、還原或搬移過；在您表明沒有另一份在執行之前，裝置不會簽署：{command}",
    hans: "这个文件夹被复制、还原或搬移过；在您表明没有另一份在运行之前，设备不会签署：{command}",
  },
  "two-seals": {
    en: "There are two different seals at height {height}: {ours}, in use here, and {other}. This node signs and applies no seal any more. Pay nothing on figures from that seal on. Talk with one another; who signed which is told by: {command}",
    hant: "第 {height} 次定案有兩個不同版本：本節點採用的 {ours}，以及 {other}。這個節點不再簽署、也不再採用任何定案。從這次定案起的數字，請一概不要付款。請大家商量；誰簽了哪一份，請看：{command}",
    hans: "第 {height} 次定案有两个不同版本：本节点采用的 {ours}，以及 {other}。这个节点不再签署、也不再采用任何定案。从这次定案起的数字，请一概不要付款。请大家商量；谁签了哪一份，请看：{command}",
  },
  "turned-away": {
    en: "The community does not let you in by this invite. {why} With a new one, join in another folder.",
    hant: "社群沒有讓您憑這個邀請碼加入。{why}請用新的邀請碼，在另一個資料夾加入。",
    hans: "社群没有让您凭这个邀请码加入。{why}请用新的邀请码，在另一个文件夹加入。",
  },
  "nobody-reached": {
    en: "Nobody else's node is reached. Look whether this machine is online; then see which nodes were called: {command}",
    hant: "連不到任何其他成員的節點。請先看本機是否連上網路，再看呼叫了哪些節點：{command}",
    hans: "连不到任何其他成员的节点。请先看本机是否连上网络，再看呼叫了哪些节点：{command}",
  },
  "few-reached": {
    en: "For two hours this node has met only {reached} of the other members' nodes ({members} members). So few could show it what they like. Ask another member for their node's address and start with it: {command} --peer ADDRESS",
    hant: "兩小時以來，這個節點只連到 {reached} 位其他成員的節點（共有 {members} 位成員）。人數這麼少，他們可以只讓它看到想讓它看的。請向另一位成員詢問節點位址，再用它啟動：{command} --peer 位址",
    hans: "两小时以来，这个节点只连到 {reached} 位其他成员的节点（共有 {members} 位成员）。人数这么少，他们可以只让它看到想让它看的。请向另一位成员询问节点地址，再用它启动：{command} --peer 地址",
  },
  "seal-withheld": {
    en: "Others say that there is a seal {height}, and for a quarter of an hour nothing of it has come. Ask another member for their node's address and start with it: {command} --peer ADDRESS",
    hant: "其他節點說已有第 {height} 次定案，但十五分鐘以來什麼都沒有收到。請向另一位成員詢問節點位址，再用它啟動：{command} --peer 位址",
    hans: "其他节点说已有第 {height} 次定案，但十五分钟以来什么都没有收到。请向另一位成员询问节点地址，再用它启动：{command} --peer 地址",
  },
  "piece-lost": {
    en: "A piece of this node's store is damaged or missing; it is being fetched again from the others.",
    hant: "這個節點的資料有一塊損壞或遺失，正在向其他節點取回。",
    hans: "这个节点的数据有一块损坏或丢失，正在向其他节点取回。",
  },
} as const satisfies Record<Alarm["code"], Sentence>;

/** The same of a device whose member is known. */
const FORKED_BY = {
  en: "Device {device} of {name} signed two different things for one place; it will be frozen.",
  hant: "{name} 的裝置 {device} 在同一處簽了兩份不同的內容，將被凍結。",
  hans: "{name} 的设备 {device} 在同一处签了两份不同的内容，将被冻结。",
} as const satisfies Sentence;

const REASONS = {
  missing: { en: "its last note is missing", hant: "最後的記號遺失", hans: "最后的记号丢失" },
  damaged: { en: "its last note is damaged", hant: "最後的記號損壞", hans: "最后的记号损坏" },
  outdated: {
    en: "others hold what it signed and no longer knows of, as after an old backup or beside a copy",
    hant: "別人手上有它簽過而自己不記得的東西（例如還原了舊備份，或另有一份在用）",
    hans: "别人手上有它签过而自己不记得的东西（例如还原了旧备份，或另有一份在用）",
  },
  twice: {
    en: "another node runs with the same device",
    hant: "有另一個節點在用同一台裝置",
    hans: "有另一个节点在用同一台设备",
  },
  frozen: {
    en: "it was frozen, since two different histories bear its signature",
    hant: "它簽了兩份不同的紀錄，已被凍結",
    hans: "它签了两份不同的记录，已被冻结",
  },
  revoked: {
    en: "its member has taken it off with the 24 words",
    hant: "它的主人已用 24 個單字停用了它",
    hans: "它的主人已用 24 个单词停用了它",
  },
} as const satisfies Record<Extract<Alarm, { code: "device-stopped" }>["reason"], Sentence>;

/** The person's word was given. */
const COPY_AWAITED = {
  en: "This folder was copied, restored or moved; its device signs again once one other member's node was compared with.",
  hant: "這個資料夾被複製、還原或搬移過；與一位其他成員的節點核對過後，裝置就會恢復簽署。",
  hans: "这个文件夹被复制、还原或搬移过；与一位其他成员的节点核对过后，设备就会恢复签署。",
} as const satisfies Sentence;

const DEVICE_CHARACTERS = 8;

/** `commandOf`: what to type to give this home a command; `member`: whose device it is, where known. */
export function sayAlarm(
  lang: Lang,
  alarm: Alarm & { readonly member?: { readonly name: string } | null },
  commandOf: (words: string) => string,
): string {
  switch (alarm.code) {
    case "device-forked": {
      const device = alarm.device.slice(0, DEVICE_CHARACTERS);
      if (alarm.member == null) return sayOpen(lang, ALARM_WORDS[alarm.code], { device });
      return sayOpen(lang, FORKED_BY, { device, name: alarm.member.name });
    }
    case "device-stopped":
      return sayOpen(lang, ALARM_WORDS[alarm.code], {
        reason: sayOpen(lang, REASONS[alarm.reason], {}),
        command: commandOf("device new"),
      });
    case "device-moved":
      if (alarm.awaits === "copy") return sayOpen(lang, COPY_AWAITED, {});
      return sayOpen(lang, ALARM_WORDS[alarm.code], { command: commandOf("device only-copy") });
    case "piece-lost":
      return sayOpen(lang, ALARM_WORDS[alarm.code], {});
    case "nobody-reached":
      return sayOpen(lang, ALARM_WORDS[alarm.code], { command: commandOf("doctor") });
    case "few-reached": {
      const counts = { reached: String(alarm.reached), members: String(alarm.members) };
      return sayOpen(lang, ALARM_WORDS[alarm.code], { ...counts, command: commandOf("start") });
    }
    case "seal-withheld": {
      const height = String(alarm.height);
      return sayOpen(lang, ALARM_WORDS[alarm.code], { height, command: commandOf("start") });
    }
    case "turned-away":
      return sayOpen(lang, ALARM_WORDS[alarm.code], { why: sayOpen(lang, REFUSAL_WORDS[alarm.refusal], {}) });
    case "two-seals": {
      const [ours, other] = alarm.ids.map(shortId);
      const values = { height: String(alarm.height), ours: ours ?? "", other: other ?? "" };
      return sayOpen(lang, ALARM_WORDS[alarm.code], { ...values, command: commandOf("status") });
    }
    case "update-needed":
      return sayOpen(lang, ALARM_WORDS[alarm.code], {
        height: String(alarm.height),
        rules: String(alarm.rules),
      });
    case "computes-differently":
    case "seal-from-the-future":
      return sayOpen(lang, ALARM_WORDS[alarm.code], { height: String(alarm.height) });
  }
}
