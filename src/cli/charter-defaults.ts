import type { CharterView } from "../api/views/charter-view.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../calendar/calendar.ts";
import { charterSchema } from "../events/charter.ts";
import type { Lang } from "../words/language.ts";
import { badValue } from "./read-values.ts";
import { readPlainFile } from "./terms-file.ts";
import { UsageFault } from "./usage-fault.ts";

export type Charter = NonNullable<NonNullable<CharterView["charter"]>["sealed"]>["charter"];

const CURRENCY_OF = { en: "EUR", "zh-Hant": "TWD", "zh-Hans": "CNY" } as const satisfies Record<Lang, string>;
/** Currencies that people write without decimals; every other has two unless told. */
const WHOLE = ["JPY", "KRW", "TWD", "VND", "CLP", "ISK"];

export interface CharterWish {
  readonly title: string;
  readonly lang: Lang;
  readonly currency: string | undefined;
  readonly digits: number | undefined;
  readonly utcOffsetMinutes: number;
  /** a JSON file whose fields take the place of these defaults */
  readonly file: string | undefined;
}

/** The charter of a new community: an invite lets in, from ten members on with another's vouch; seals every hour at most, seats after a week. */
export async function charterOf(wish: CharterWish): Promise<Charter> {
  const currency = wish.currency ?? CURRENCY_OF[wish.lang];
  const defaults: Charter = {
    title: wish.title.normalize("NFC").trim(),
    currency,
    digits: wish.digits ?? (WHOLE.includes(currency) ? 0 : 2),
    utcOffsetMinutes: wish.utcOffsetMinutes,
    vouches: 2,
    objections: 3,
    objectionMs: 0,
    growth: { everyMs: 30 * DAY_MS, perMember: 5, atLeast: 5, permille: 300 },
    sealEveryMs: HOUR_MS,
    rankMs: MINUTE_MS,
    roundMs: 12 * HOUR_MS,
    seatAfterMs: 7 * DAY_MS,
    seatExpiryMs: 3 * DAY_MS,
    recoveryMs: 60 * DAY_MS,
  };
  const { file } = wish;
  const changes = file === undefined ? {} : await readPlainFile(file, defaults.digits);
  const read = charterSchema.read({ ...defaults, ...(changes as Partial<Charter>) });
  if (read.ok) return read.value;
  if (file === undefined) throw badValue("title", wish.title, "Lane 7");
  throw new UsageFault("file-wrong", { file, part: read.error });
}
