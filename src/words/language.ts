/** The languages of every sentence: English, Traditional Chinese, Simplified Chinese. */
export const LANGS = ["en", "zh-Hant", "zh-Hans"] as const;

export type Lang = (typeof LANGS)[number];

/** Where Chinese is written in Traditional characters. */
const TRADITIONAL = /(?:^|[-_])(?:hant|tw|hk|mo)(?:$|[-_.@])/i;

/** The language that a tag or locale such as "zh_TW.UTF-8" asks for, or undefined where we speak no such language. */
export function langOf(tag: string): Lang | undefined {
  const plain = tag.trim().toLowerCase();
  if (/^zh(?:$|[-_.@])/.test(plain)) return TRADITIONAL.test(plain) ? "zh-Hant" : "zh-Hans";
  return /^(?:en(?:$|[-_.@])|c(?:$|\.)|posix$)/.test(plain) ? "en" : undefined;
}

/**
 * The language of a person's screen: `--lang`, HUZHU_LANG, then the locale as POSIX orders it (the first that is
 * set speaks, even where we do not know its language), else English.
 */
export function pickLang(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Lang {
  for (const wish of [option, env["HUZHU_LANG"]]) {
    const lang = wish === undefined ? undefined : langOf(wish);
    if (lang !== undefined) return lang;
  }
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find(
    (set) => set !== undefined && set !== "",
  );
  return (locale === undefined ? undefined : langOf(locale)) ?? "en";
}
