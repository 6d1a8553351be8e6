//! Texts of certificates.

super::texts! {
    VERIFY "证书查验" "Verify a certificate";
    NUMBER "证书编号" "Certificate number";
    NUMBER_HINT "在证书下方，例如 KP2024-330000-H-00017-W" "At the foot of the certificate, such as KP2024-330000-H-00017-W";
    LOOK_UP "查验" "Verify";
    MISTYPED "编号可能输错了" "The number may be mistyped";
    MISTYPED_HINT "“{0}”不是完整的证书编号，请对照证书逐位核对。" "“{0}” is no complete number; compare it with the certificate character by character.";
    UNKNOWN "没有这份证书" "There is no such certificate";
    UNKNOWN_HINT "编号 {0} 没有对应的证书。如证书上印有这个编号，请谨慎对待。" "No certificate has the number {0}. If one bears it, do not rely on it.";
    VALID "有效" "Valid";
    VALID_TEXT "这份证书由本平台颁发，现在有效。" "This certificate was issued here and is valid.";
    REVOKED "已撤销" "Revoked";
    REVOKED_TEXT "这份证书已被颁发单位撤销。" "Its issuer has revoked this certificate.";
    REPLACED "已换发" "Replaced";
    REPLACED_TEXT "这份证书已换发新证，请以新证为准：" "Another certificate has taken its place: ";
    REPLACES "由 {0} 换发" "Takes the place of {0}";
    DEMO "演示数据，不是真实证书" "Sample data, no real certificate";
    RECIPIENT "获评单位" "Awarded to";
    ACTIVITY "活动" "Activity";
    PRAISE "荣誉" "Award";
    EDITION "届次" "Edition";
    ISSUER "颁发单位" "Issued by";
    ISSUED_ON "颁发日期" "Issued on";
    WORDING "证书内容" "Wording";
    NOTICE "对应的公示" "Its public notice";
    PDF "下载证书（PDF）" "Download (PDF)";
    LOG "证书记录" "Its log";
    LOG_HINT "每一步都用前一步的校验值计算新的校验值，事后改动任何一步都会对不上。" "Each step's checksum covers the one before, so that a later change of any step would show.";
    HASH "校验值" "Checksum";
    STEP_ISSUE "颁发" "Issued";
    STEP_REPLACE "换发" "Replaced";
    STEP_REVOKE "撤销" "Revoked";
    REASON "原因：{0}" "Reason: {0}";
    REISSUE "换发" "Reissue";
    REISSUE_TITLE "换发这份证书？" "Reissue this certificate?";
    REISSUE_TEXT "按单位和活动现在的名称颁发新证，旧编号会指向新证。请说明原因，任何人都能看到。" "A new one is issued with today's names, and the old number leads to it. Anybody can read the reason.";
    REISSUED "已换发新证" "A new certificate is issued";
    REVOKE "撤销" "Revoke";
    REVOKE_TITLE "撤销这份证书？" "Revoke this certificate?";
    REVOKE_TEXT "撤销后不能恢复，不能再下载。请说明原因，任何人都能看到。" "It cannot be undone, and the certificate can no longer be downloaded. Anybody can read the reason.";
    REVOKE_DONE "证书已撤销" "The certificate is revoked";
    OFFICIALS "颁发单位操作" "For the issuer";
}
