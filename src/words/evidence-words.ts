import type { Sentence } from "./sentence.ts";

export const EVIDENCE_WORDS = {
  hand: {
    en: "Only fingerprints were signed. Hand the documents and these codes to the reviewers yourself; the codes are kept in your folder too:",
    hant: "簽署的只有指紋。請自行把文件與以下代碼交給評議的人；代碼也存在您的資料夾裡：",
    hans: "签署的只有指纹。请自行把材料与以下代码交给评议的人；代码也存在您的文件夹里：",
  },
  matches: {
    en: "This is a document that was committed to. To say so: {command}",
    hant: "這是當初提交指紋的文件。表明相符：{command}",
    hans: "这是当初提交指纹的材料。表明相符：{command}",
  },
  differs: {
    en: "This is not a document that was committed to, or the code is another's. To say so: {command}",
    hant: "這不是當初提交指紋的文件，或代碼不對。表明不符：{command}",
    hans: "这不是当初提交指纹的材料，或代码不对。表明不符：{command}",
  },
  line: { en: "  {file}  {salt}", hant: "  {file}  {salt}", hans: "  {file}  {salt}" },
} as const satisfies Record<string, Sentence>;
