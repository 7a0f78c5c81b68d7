import { generateMnemonic, mnemonicToSeedSync } from "@scure/bip39";
import { wordlist } from "@scure/bip39/wordlists/english.js";
import { HDKey } from "micro-key-producer/slip10.js";
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

function rootOf(phrase: string): Signer {
  return signerOf(HDKey.fromMasterSeed(mnemonicToSeedSync(phrase)).derive(ROOT_PATH).privateKey);
}
