//! Texts of the authenticator (身份验证器) beside the code by SMS.

super::texts! {
    TITLE "身份验证器" "Authenticator";
    LEAD "登录时在短信验证码之外，再输入身份验证器中每 30 秒更换一次的动态码。" "Beside the code by SMS, signing in asks for a code that the authenticator changes every 30 seconds.";
    ON "已绑定" "Set up";
    OFF "未绑定" "Not set up";
    REQUIRED "您的角色属于管理类账号，必须绑定身份验证器。" "Your roles carry responsibility and need an authenticator.";
    SET_UP "绑定身份验证器" "Set up an authenticator";
    // in the place of a page
    FIRST "请先绑定身份验证器" "Set up an authenticator first";
    FIRST_TEXT "管理类账号须用两种方式验证身份：短信验证码和身份验证器中的动态码。完成后即可使用全部功能。" "Roles with responsibility need two proofs of who you are: a code by SMS and one of an authenticator. Everything opens once that is done.";
    FIRST_GO "去绑定或验证" "Set it up, or give a code";
    // setting it up
    STEP_APP "在手机上安装身份验证器应用（支持 TOTP 的均可，如 Microsoft Authenticator、FreeOTP），用它扫描二维码。" "Install an authenticator on your phone (any that knows TOTP, such as Microsoft Authenticator or FreeOTP) and scan the code with it.";
    QR "身份验证器的二维码" "QR code for the authenticator";
    HERE "用本机的身份验证器打开" "Open in this device's authenticator";
    STEP_TYPE "不能扫描时，在应用中选择手动输入，填写密钥：" "Where nothing can be scanned, choose to type it in and enter this key:";
    SECRET "密钥" "Key";
    STEP_CODE "输入应用中显示的 6 位动态码。" "Enter the 6 digits that it shows.";
    CODE "动态码" "Code";
    CONFIRM "完成绑定" "Done";
    DONE "身份验证器已绑定" "The authenticator is set up";
    // another device
    VERIFY_LEAD "您的账号已绑定身份验证器，但此设备登录时没有验证。输入动态码后即可继续。" "Your account has an authenticator, and no code of it was given on this device. Give one to go on.";
    VERIFY "验证此设备" "Verify this device";
    VERIFIED "此设备已验证" "This device is verified";
    // recovery codes
    CODES_LEFT "可用的恢复码：{0} 个" "Recovery codes left: {0}";
    CODES_FEW "恢复码快用完了，请重新生成并妥善保存。" "Few recovery codes are left: make new ones and keep them safe.";
    CODES "恢复码" "Recovery codes";
    CODES_TEXT "手机遗失或更换时，每个恢复码可代替动态码使用一次。只显示这一次，请抄写、打印或保存到安全的地方。" "When the phone is lost or replaced, each of these stands in for a code once. They are shown this once: write them down, print them, or keep them in a safe place.";
    CODES_SAVE "下载为文本文件" "Download as text";
    CODES_FILE "恢复码.txt" "recovery-codes.txt";
    CODES_NOT_SAVED "此浏览器无法下载文件，请复制或抄写" "This browser cannot save a file; copy the codes or write them down";
    CODES_SAVED "我已保存" "I have kept them";
    RENEW "重新生成恢复码" "New recovery codes";
    RENEW_TEXT "原来的恢复码将全部作废。" "All recovery codes before are void.";
    REMOVE "解除绑定" "Remove";
    REMOVE_TITLE "解除身份验证器？" "Remove the authenticator?";
    REMOVE_TEXT "解除后登录只需短信验证码，恢复码同时作废。更换手机时请先解除，再在新手机上绑定。" "Signing in then asks for the code by SMS only, and the recovery codes are void. For a new phone, remove it first and set it up there.";
    REMOVE_REQUIRED "您的角色必须使用身份验证器：解除后须重新绑定才能继续使用。" "Your roles need one: you have to set it up again before you can go on.";
    REMOVED "身份验证器已解除" "The authenticator is removed";
    CODE_TOO_MANY "输错次数过多，请 {0} 分钟后再试" "Too many wrong codes; try again in {0} minutes";
}
