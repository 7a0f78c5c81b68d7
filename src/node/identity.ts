import { generateMnemonic, mnemonicToSeedSync, validateMnemonic } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { HDKey } from "micro-key-producer/slip10.js";
import { EXIT, OperatorError } from "../base/operator-error.ts";
import { type Signer, signerOf } from "../events/signer.ts";

/** SLIP-0010, hardened: the person's root key. */
const ROOT_PATH = "m/44'/8808'/0'";

/** A person's identity: 24 words, shown once and never stored, and the root key they stand for. */
export interface Identity {
  readonly phrase: string;
  readonly root: Signer;
}

/** A fresh one: 256 bits of chance as BIP-39 words. */
export function newIdentity(): Identity {
  const phrase = generateMnemonic(wordlist, 256);
  return { phrase, root: rootOf(phrase) };
}

const PHRASE_WORDS = 24;

/**
 * The identity of 24 words as a person types or pastes them: capitals, line breaks, commas and the numbers beside
 * the words do no harm. Throws OperatorError: phrase-invalid.
 */
export function readPhrase(typed: string): Identity {
  const words =
    typed
      .normalize("NFKC")
      .toLowerCase()
      .match(/[a-z]+/g) ?? [];
  const phrase = words.join(" ");
  const known = words.length === PHRASE_WORDS && validateMnemonic(phrase, wordlist);
  if (!known) {
    // the places and not the words: what is typed here goes into no log
    const wrong = words.flatMap((word, index) => (wordlist.includes(word) ? [] : [String(index + 1)]));
    const details = { count: String(words.length), wrong: wrong.join(", ") || "-" };
    throw new OperatorError("phrase-invalid", EXIT.usage, details);
  }
  return { phrase, root: rootOf(phrase) };
}

function rootOf(phrase: string): Signer {
  return signerOf(HDKey.fromMasterSeed(mnemonicToSeedSync(phrase)).derive(ROOT_PATH).privateKey);
}
