import type { Charter } from "../state/records.ts";
import { CHARTER_WORDS } from "./charter-words.ts";
import { durationText } from "./duration-words.ts";
import type { Lang } from "./language.ts";
import { say } from "./sentence.ts";
import { permilleText } from "./writing.ts";

/** All of a charter in plain words, one line each; its title stands above it. */
export function charterSummary(lang: Lang, charter: Charter): readonly string[] {
  const { currency, utcOffsetMinutes, sealEveryMs, rankMs, roundMs, recoveryMs } = charter;
  return [
    say(lang, CHARTER_WORDS.money, { currency, offset: offsetText(utcOffsetMinutes) }),
    ...newcomerLines(lang, charter),
    say(lang, CHARTER_WORDS.seals, {
      every: durationText(lang, sealEveryMs),
      rank: durationText(lang, rankMs),
      round: durationText(lang, roundMs),
    }),
    seatsLine(lang, charter),
    say(lang, CHARTER_WORDS.recovery, { recovery: durationText(lang, recoveryMs) }),
    say(lang, CHARTER_WORDS.changes),
  ];
}

function newcomerLines(lang: Lang, { vouches, objections, objectionMs, growth }: Charter): readonly string[] {
  const { everyMs, perMember, atLeast, permille } = growth;
  const time = durationText(lang, objectionMs);
  return [
    vouches <= 1
      ? say(lang, CHARTER_WORDS.inviteAlone)
      : say(lang, CHARTER_WORDS.vouches, { vouches: String(vouches) }),
    objections === 0 || objectionMs === 0
      ? say(lang, CHARTER_WORDS.noObjections)
      : say(lang, CHARTER_WORDS.objections, { time, objections: String(objections) }),
    say(lang, CHARTER_WORDS.growth, {
      every: durationText(lang, everyMs),
      perMember: String(perMember),
      part: permilleText(permille),
      atLeast: String(atLeast),
    }),
  ];
}

function seatsLine(lang: Lang, { seatAfterMs, seatExpiryMs }: Charter): string {
  const expiry = durationText(lang, seatExpiryMs);
  if (seatAfterMs === 0) return say(lang, CHARTER_WORDS.seatsAtOnce, { expiry });
  return say(lang, CHARTER_WORDS.seats, { after: durationText(lang, seatAfterMs), expiry });
}

/** "+08:00" of 480. */
function offsetText(minutes: number): string {
  const two = (part: number) => String(part).padStart(2, "0");
  const all = Math.abs(minutes);
  const rest = all % 60;
  return `${minutes < 0 ? "-" : "+"}${two((all - rest) / 60)}:${two(rest)}`;
}
