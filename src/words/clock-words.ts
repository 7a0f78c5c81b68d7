import { DAY_MS, HOUR_MS, MINUTE_MS } from "../calendar/calendar.ts";
import type { ClockDoubt } from "../peer/clock-guard.ts";
import { durationText } from "./duration-words.ts";
import type { Lang } from "./language.ts";
import { type Sentence, say } from "./sentence.ts";

/** Why a node says nothing about the time at present, and what helps. */
export const CLOCK_DOUBT_WORDS = {
  ahead: {
    en: "This machine's clock is {by} ahead of the other members' clocks, so this node gives no report for a seal. Put the clock right; or, if it is this one that is right: {command}",
    hant: "這台機器的時鐘比其他成員快 {by}，所以這個節點不為定案提出報告。請校正時鐘；若正確的是這一台：{command}",
    hans: "这台机器的时钟比其他成员快 {by}，所以这个节点不为定案提出报告。请校正时钟；若正确的是这一台：{command}",
  },
  behind: {
    en: "This machine's clock is {by} behind the other members' clocks, so this node gives no report for a seal. Put the clock right; or, if it is this one that is right: {command}",
    hant: "這台機器的時鐘比其他成員慢 {by}，所以這個節點不為定案提出報告。請校正時鐘；若正確的是這一台：{command}",
    hans: "这台机器的时钟比其他成员慢 {by}，所以这个节点不为定案提出报告。请校正时钟；若正确的是这一台：{command}",
  },
  alone: {
    en: "By this machine's clock {since} have passed since the last seal, and no other node is there to compare with, so this node gives no report for a seal. If today's date is right on this machine, say so: {command}",
    hant: "依這台機器的時鐘，上次定案後已過了 {since}，又沒有其他節點可以核對，所以這個節點不為定案提出報告。若這台機器的日期正確，請表明：{command}",
    hans: "按这台机器的时钟，上次定案后已过了 {since}，又没有其他节点可以核对，所以这个节点不为定案提出报告。若这台机器的日期正确，请表明：{command}",
  },
  asking: {
    en: "This machine's clock has jumped, or was off for long; it is being compared with the other members' clocks. If that does not end, and today's date is right on this machine: {command}",
    hant: "這台機器的時鐘跳動過，或停了很久；正在與其他成員的時鐘核對。若一直沒有結果，而這台機器的日期正確：{command}",
    hans: "这台机器的时钟跳动过，或停了很久；正在与其他成员的时钟核对。若一直没有结果，而这台机器的日期正确：{command}",
  },
} as const satisfies Record<string, Sentence>;

/** Lines of `huzhu clock confirm`. */
export const CLOCK_WORDS = {
  about: {
    en: "What is sealed is never un-sealed, its date included. Look at a calendar or a phone, not at this machine.",
    hant: "定案的東西連同日期都不能更改。請看日曆或手機，不要看這台機器。",
    hans: "定案的东西连同日期都不能更改。请看日历或手机，不要看这台机器。",
  },
  question: {
    en: "Today's date there, like 2026-11-22:\n> ",
    hant: "上面今天的日期，例如 2026-11-22：\n> ",
    hans: "上面今天的日期，例如 2026-11-22：\n> ",
  },
  differs: {
    en: "Nothing was changed: on this machine it is {now}. Put its clock right.",
    hant: "沒有更改任何東西：這台機器上是 {now}。請校正它的時鐘。",
    hans: "没有更改任何东西：这台机器上是 {now}。请校正它的时钟。",
  },
  confirmed: {
    en: "Noted: the date is right. This node gives reports again, until the clock jumps or the node is started anew.",
    hant: "記下了：日期正確。這個節點恢復提出報告，直到時鐘跳動或重新啟動為止。",
    hans: "记下了：日期正确。这个节点恢复提出报告，直到时钟跳动或重新启动为止。",
  },
} as const satisfies Record<string, Sentence>;

/** `command`: what to type to say that the date is right. */
export function sayClockDoubt(lang: Lang, doubt: ClockDoubt, nowMs: number, command: string): string {
  switch (doubt.reason) {
    case "off": {
      const words = doubt.byMs > 0 ? CLOCK_DOUBT_WORDS.ahead : CLOCK_DOUBT_WORDS.behind;
      return say(lang, words, { by: roughly(lang, Math.abs(doubt.byMs)), command });
    }
    case "alone":
      return say(lang, CLOCK_DOUBT_WORDS.alone, { since: roughly(lang, nowMs - doubt.sinceMs), command });
    case "asking":
      return say(lang, CLOCK_DOUBT_WORDS.asking, { command });
    default:
      return doubt satisfies never;
  }
}

/** In whole units of which there are two at least, or in minutes: nobody needs the seconds of a wrong year. */
export function roughly(lang: Lang, ms: number): string {
  const unitMs = [DAY_MS, HOUR_MS].find((unit) => ms >= 2 * unit) ?? MINUTE_MS;
  return durationText(lang, Math.max(1, Math.floor(ms / unitMs)) * unitMs);
}
