import { isPlainText } from "../events/plain-text.ts";

const CHARACTERS_MAX = 60;
/** What file systems or terminals take for something else than a part of a name. */
const UNSAFE = /[\\/:*?"<>|]/u;

/** A name that somebody else gave to a file, fit for one's own screen and folder: its last part, of plain characters. */
export function safeName(name: string): string {
  const last = name.toWellFormed().normalize("NFC").split(/[\\/]/).at(-1) ?? "";
  const plain = Array.from(last, (character) =>
    character === " " || (isPlainText(character, 1, 1) && !UNSAFE.test(character)) ? character : "_",
  ).slice(-CHARACTERS_MAX);
  const trimmed = plain.join("").replace(/^[. ]+|[. ]+$/g, "");
  return trimmed === "" ? "document" : trimmed;
}
