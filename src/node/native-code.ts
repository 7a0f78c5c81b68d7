import { useSha256 } from "../base/hash.ts";
import { useVerify, type Verify } from "../events/signature.ts";
import { nativeSha256 } from "./native-sha256.ts";
import { nativeVerify } from "./native-verify.ts";

/** From now on signatures and hashes are checked by the platform's own code, see `nativeVerify`. */
export function useNativeCode(): Verify {
  const verify = nativeVerify();
  useVerify(verify);
  useSha256(nativeSha256);
  return verify;
}
