import type { Command } from "commander";
import { type WhatIf, type WhatIfTier, whatIf } from "../../ledger/whatif.ts";
import { DEED_WORDS } from "../../words/deed-words.ts";
import { say } from "../../words/sentence.ts";
import { moneyText, type Writing } from "../../words/writing.ts";
import { type Builder, type Cli, isOn, mustText, textOf } from "../cli.ts";
import { readAmount, readCount, readCurrency, readDigits } from "../read-values.ts";
import { moneyFoot, show } from "../screen.ts";
import { readTermsFile, templateTerms } from "../terms-file.ts";
import { UsageFault } from "../usage-fault.ts";
import { withJson } from "../with-json.ts";

/** More people than there are. */
const MEMBERS_MAX = 10_000_000_000;
const CASES_MAX = 1_000_000_000;

export function addWhatif(build: Builder, program: Command): void {
  const command = withJson(build, build.command(program, "whatif"));
  build.required(command, "--members <members>", "members");
  build.required(command, "--aid <amount>", "aid");
  build.option(command, "--cases <count>", "cases");
  build.option(command, "--other <amount>", "other");
  build.option(command, "--template <name>", "template");
  build.option(command, "--terms <file>", "terms");
  build.option(command, "--uniform", "uniform");
  build.option(command, "--currency <code>", "currency");
  build.option(command, "--digits <digits>", "digits");
  build.handle(command, runWhatIf);
}

/** Works without a node. */
async function runWhatIf(cli: Cli): Promise<undefined> {
  const digits = readDigits(textOf(cli, "digits") ?? "2");
  const currency = readCurrency(textOf(cli, "currency") ?? "CNY");
  const file = textOf(cli, "terms");
  const template = textOf(cli, "template");
  const base = templateTerms(template ?? "xianghubao", digits, cli.lang);
  const terms =
    file === undefined ? base : await readTermsFile(file, template === undefined ? undefined : base, digits);
  const members = mustText(textOf(cli, "members"));
  const counts = readMembers(members);
  if (counts.length > terms.tiers.length) {
    const example = terms.tiers.map(() => "100").join(",");
    throw new UsageFault("bad-value", { what: "count", value: members, example });
  }
  const aid = BigInt(readAmount(mustText(textOf(cli, "aid")), digits));
  const result = whatIf({
    terms,
    members: counts,
    aid,
    cases: readCount(textOf(cli, "cases") ?? "1", CASES_MAX),
    other: readOther(textOf(cli, "other"), aid, digits),
    uniform: isOn(cli, "uniform"),
  });
  const writing: Writing = {
    lang: cli.lang,
    currency: { currency, digits },
    utcOffsetMinutes: 0,
    nameOf: (member) => member,
  };
  show(cli, plainNumbers({ currency, digits, aid, ...result }), () => resultLines(cli, writing, aid, result));
}

/** "34860000", "34,860,000", or one figure per tier: "100;50", "100,50" where no figure has a thousand. */
function readMembers(text: string): readonly number[] {
  const isOneFigure = /^\d{1,3}(?:,\d{3})+$/.test(text.trim());
  const parts = isOneFigure ? [text] : text.split(text.includes(";") ? ";" : ",");
  return parts.map((part) => readCount(part, MEMBERS_MAX, "34860000"));
}

/** An amount, or a part of the aid such as "8%", rounded down to the minor unit. */
function readOther(text: string | undefined, aid: bigint, digits: number): bigint {
  if (text === undefined) return 0n;
  const percent = /^(\d{1,3})(?:\.(\d))?\s*%$/.exec(text.normalize("NFKC").trim());
  if (percent === null) return BigInt(readAmount(text, digits));
  const permille = BigInt(`${percent[1] ?? ""}${percent[2] ?? "0"}`);
  return (aid * permille) / 1_000n;
}

/** Figures of others can pass 2^53; those are written as text. */
function plainNumbers(value: unknown): unknown {
  if (typeof value === "bigint") {
    return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
  }
  if (Array.isArray(value)) return value.map(plainNumbers);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plainNumbers(part)]));
}

function resultLines(cli: Cli, writing: Writing, aid: bigint, result: WhatIf): readonly string[] {
  const { lang } = cli;
  const text = (amount: bigint) => moneyText(writing, amount);
  const { tiers, paidAid, collected, surplus } = result;
  return [
    ...tiers.flatMap((tier) => tierLines(cli, writing, tier)),
    say(lang, DEED_WORDS.aidPaid, { paid: text(paidAid), aid: text(aid) }),
    say(lang, DEED_WORDS.collected, { collected: text(collected), surplus: text(surplus) }),
    moneyFoot(cli),
  ];
}

function tierLines(cli: Cli, writing: Writing, tier: WhatIfTier): readonly string[] {
  const { lang } = cli;
  const line = say(lang, DEED_WORDS.evenShare, {
    tier: tier.tier,
    members: String(tier.members),
    share: moneyText(writing, tier.share),
  });
  const odd = tier.oddUnit
    ? say(lang, DEED_WORDS.oddUnit, { more: moneyText(writing, tier.share + 1n) })
    : "";
  const ceiling = moneyText(writing, tier.ceiling);
  if (isOn(cli, "uniform")) return [line + odd];
  return [line + odd, say(lang, tier.isCapped ? DEED_WORDS.ceilingReached : DEED_WORDS.ceiling, { ceiling })];
}
