import type { Alarm } from "../peer/output.ts";
import type { Lang } from "./language.ts";
import { type Sentence, sayOpen } from "./sentence.ts";

/** What a person should know although nobody broke a rule, as far as this node can tell. */
export const ALARM_WORDS = {
  "computes-differently": {
    en: "This node computes differently from the others at seal {height}. Update it, and tell the others.",
    hant: "第 {height} 次定案，這個節點算出的結果和其他節點不同。請更新程式，並告訴其他成員。",
    hans: "第 {height} 次定案，这个节点算出的结果和其他节点不同。请更新程序，并告诉其他成员。",
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
    en: "This device signs nothing more ({reason}). Add a new device with your 24 words.",
    hant: "這台裝置不再簽署（{reason}）。請用您的 24 個單字加入一台新裝置。",
    hans: "这台设备不再签署（{reason}）。请用您的 24 个单词加入一台新设备。",
  },
  "two-seals": {
    en: "There are two different seals at height {height}. Nothing more is sealed until people have looked at it.",
    hant: "第 {height} 次定案出現兩個不同版本。在大家查明之前，不再定案。",
    hans: "第 {height} 次定案出现两个不同版本。在大家查明之前，不再定案。",
  },
  "piece-lost": {
    en: "A piece of this node's store is damaged or missing; it is being fetched again from the others.",
    hant: "這個節點的資料有一塊損壞或遺失，正在向其他節點取回。",
    hans: "这个节点的数据有一块损坏或丢失，正在向其他节点取回。",
  },
} as const satisfies Record<Alarm["code"], Sentence>;

const REASONS = {
  missing: { en: "its last note is missing", hant: "最後的記號遺失", hans: "最后的记号丢失" },
  damaged: { en: "its last note is damaged", hant: "最後的記號損壞", hans: "最后的记号损坏" },
  outdated: { en: "its last note is out of date", hant: "最後的記號過舊", hans: "最后的记号过旧" },
} as const satisfies Record<Extract<Alarm, { code: "device-stopped" }>["reason"], Sentence>;

const DEVICE_CHARACTERS = 8;

export function sayAlarm(lang: Lang, alarm: Alarm): string {
  switch (alarm.code) {
    case "device-forked":
      return sayOpen(lang, ALARM_WORDS[alarm.code], { device: alarm.device.slice(0, DEVICE_CHARACTERS) });
    case "device-stopped":
      return sayOpen(lang, ALARM_WORDS[alarm.code], { reason: sayOpen(lang, REASONS[alarm.reason], {}) });
    case "piece-lost":
      return sayOpen(lang, ALARM_WORDS[alarm.code], {});
    case "computes-differently":
    case "seal-from-the-future":
    case "two-seals":
      return sayOpen(lang, ALARM_WORDS[alarm.code], { height: String(alarm.height) });
  }
}
