import type { SeenView } from "../../api/views/seen-view.ts";
import { nameList } from "../../words/name-list.ts";
import { say } from "../../words/sentence.ts";
import { SEEN_WORDS } from "../../words/status-words.ts";
import type { Cli } from "../cli.ts";

/** Who has seen what is not sealed yet, and who is waited for. */
export function seenText({ lang }: Pick<Cli, "lang">, { count, of, waitingFor, alone }: SeenView): string {
  if (alone !== null)
    return say(lang, count === 1 ? SEEN_WORDS.alone : SEEN_WORDS.aloneMissed, { name: alone.name });
  const values = { count: String(count), of: String(of) };
  if (count === of) return say(lang, SEEN_WORDS.all, values);
  const named = waitingFor.map(({ name }) => name);
  const names = nameList(lang, named, of - count - named.length);
  return say(lang, SEEN_WORDS.some, { ...values, names });
}
