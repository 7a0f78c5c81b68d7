import { describe, expect, test } from "vitest";
import { EXIT } from "../../src/base/operator-error.ts";
import { huzhu } from "./terminal.ts";

const line = (text: string) => text.split(" ").filter((word) => word !== "");

describe("a mistake is named, with the right form", () => {
  test.each([
    ["statsu", /There is no command "statsu"\.\nDid you mean status\?/],
    [
      "status --jsn",
      /There is no option "--jsn" here\.\nDid you mean --json\?\nThe right form: huzhu status/,
    ],
    ["vote abcd", /"choice" is missing\.\nThe right form: huzhu vote <ballot> <choice>/],
    ["vote abcd maybe", /"maybe" is not one of: yes, no, abstain/],
    ["plan", /Usage: huzhu plan/],
    [
      "plan shwo x",
      /There is no command "shwo"\.\nDid you mean show\?\nThe right form: huzhu plan \(propose/,
    ],
    ["plan propose", /Say what is to be done: --from-needs/],
    ["plan propose --tier", /The option "--tier <tier>" needs a value/],
    ["claim file --plan p --amount 1", /The option "--day <date>" is missing/],
    [
      "claim file --plan p --amount 1 --day 22/11/2026",
      /"22\/11\/2026" cannot be read as a date.*2026-11-22/,
    ],
    ["claim file --plan p --amount 1 --day 2026-02-30", /There is no such day: 2026-02-30/],
    ["need state --category x --benefit 1 --most 1 --group 1-2", /"x" is not one of: illness, accident/],
    ["need state --category loss --benefit 1 --most 1 --group 9-2", /"9-2" cannot be read as a group size/],
    ["ledger --period November", /"November" cannot be read as a month or a date/],
    ["pay a b", /There are too many words/],
    ["invite --days 0", /"0" is too small or too large: it can be from 1 to 365\./],
    ["invite --days 36500", /"36500" is too small or too large: it can be from 1 to 365\./],
    ["invite --days=-1", /"-1" is too small or too large/],
    ["invite --days week", /"week" cannot be read as a number\. Write it like 7/],
    ["start --port 65536", /"65536" is too small or too large: it can be from 0 to 65535\./],
    ["whatif --members 5 --aid 5 --digits 5", /"5" is too small or too large: it can be from 0 to 4\./],
    [
      "need state --category loss --benefit 1 --most 1 --group 5-99999",
      /"5-99999" is too small or too large: it can be from 1 to 10000\./,
    ],
    ["export --format csv", /"csv" is not one of: jsonl/],
    ["ledger --period 2026-13", /There is no such day: 2026-13/],
    ["status --home=", /The option "--home <folder>" needs a value/],
    ["status --lang fr", /"fr" is not one of: en, zh-Hant, zh-Hans/],
    ["whatif --members 5 --aid 5 --digits 0x2", /"0x2" cannot be read as a number/],
    ["whatif --members 5 --aid 5 --digits=", /"" cannot be read as a number/],
    ["profile", /Say what is to be done: --name/],
    ["found \u202e", /cannot be read as a title of one line/],
    ["found Lane --name a\u0007b", /cannot be read as a name of one line/],
    ["found Lane --charter /nowhere.json", /The file \/nowhere\.json cannot be read/],
    ["found Lane --offset 8", /"8" cannot be read as a time offset/],
    ["whatif --members 5", /The option "--aid <amount>" is missing/],
    ["whatif --members 5 --aid 1.234", /too many decimals; this currency has 2/],
    ["whatif --members 1,2,3 --aid 5", /"1,2,3" cannot be read as a number\. Write it like 100,100/],
    ["whatif --members 5 --aid 5 --terms /nowhere.json", /The file \/nowhere\.json cannot be read/],
    ["whatif --members 5 --aid 5 --currency EURO", /"EURO" cannot be read as a currency/],
  ])("huzhu %s", async (words, said) => {
    const { exit, err } = await huzhu(line(words));
    expect(err).toMatch(said);
    expect(exit).toBe(EXIT.usage);
  });

  test.each([
    ["zh-Hant", /沒有這個指令：statsu\n您是指 status 嗎？/],
    ["zh-Hans", /没有这个命令：statsu\n您是指 status 吗？/],
  ])("in %s", async (lang, said) => {
    expect((await huzhu(["statsu", "--lang", lang])).err).toMatch(said);
    expect((await huzhu([`--lang=${lang}`, "statsu"])).err).toMatch(said);
    expect((await huzhu(["statsu"], { env: { HUZHU_LANG: lang } })).err).toMatch(said);
  });

  test.each([
    ["zh-Hant", "「0」太小或太大：可填 1 到 365。"],
    ["zh-Hans", "“0”太小或太大：可填 1 到 365。"],
  ])("and where a number may lie, in %s", async (lang, said) => {
    expect((await huzhu(["invite", "--days", "0", "--lang", lang])).err).toContain(said);
  });
});

describe("help", () => {
  test.each([
    ["en", "Usage:", "found a community"],
    ["zh-Hant", "用法：", "成立社群"],
    ["zh-Hans", "用法：", "成立社群"],
  ])("in %s", async (lang, usage, found) => {
    const { exit, out } = await huzhu(["--help", "--lang", lang]);
    expect(exit).toBe(EXIT.ok);
    expect(out).toContain(usage);
    expect(out).toContain(found);
  });

  test("and the version are no faults", async () => {
    expect(await huzhu(["--version"])).toEqual({ exit: EXIT.ok, out: "1.2.3", err: "" });
    expect((await huzhu(["help", "plan"])).exit).toBe(EXIT.ok);
  });
});
