import { hash as nodeHash } from "node:crypto";
import { useSha256 } from "../base/hash.ts";
import { useVerify, type Verify } from "../events/signature.ts";
import { nativeVerify } from "./native-verify.ts";

/** From now on signatures and hashes are checked by the platform's own code, see `nativeVerify`. */
export function useNativeCode(): Verify {
  const verify = nativeVerify();
  useVerify(verify);
  useSha256((data) => nodeHash("sha256", data, "buffer"));
  return verify;
}
