//! Texts of accounts and roles, for the security administrator (安全管理员).

super::texts! {
    TITLE "账号与授权" "Accounts and roles";
    LEAD "授予和收回角色，停用账号，为遗失手机的人解除身份验证器。每一步都会记入审计日志。" "Give roles and take them back, lock accounts, help those who lost their phone. Each step is kept in the audit log.";
    DUTY "授予和收回角色，停用和恢复账号。" "Give roles and take them back, lock and open accounts.";
    // finding somebody
    FIND "查找账号" "Find an account";
    FIND_HINT "请输入完整的 11 位手机号" "The whole 11-digit number";
    FIND_GO "查找" "Find";
    UNKNOWN "该手机号还没有账号" "Nobody has signed in with this number";
    UNKNOWN_HINT "可以直接授予角色：账号会同时建立，本人首次登录即可使用。" "A role can be given all the same: the account is made with it, ready for the first sign-in.";
    // an account
    PHONE "手机号" "Mobile number";
    SINCE "注册于" "Since";
    STATE "状态" "State";
    ACTIVE "正常" "Active";
    LOCKED "已停用" "Locked";
    AUTHENTICATOR "身份验证器" "Authenticator";
    AUTHENTICATOR_ON "已绑定" "Set up";
    AUTHENTICATOR_OFF "未绑定" "Not set up";
    SESSIONS "登录中的设备" "Signed-in devices";
    SESSIONS_COUNT "{0} 台" "{0}";
    ROLES "角色" "Roles";
    ROLES_NONE "还没有角色" "No role yet";
    OWN "这是您自己的账号：须由另一位安全管理员办理。" "This is your own account: another security administrator has to act on it.";
    CLOSE "收起" "Close";
    OVERTAKEN "账号刚刚有变动，已载入最新状态，请核对后再操作" "The account has just changed; the latest state is shown. Look again before you go on";
    // steps
    LOCK "停用账号" "Lock";
    LOCK_TITLE "停用“{0}”的账号？" "Lock the account of {0}?";
    LOCK_TEXT "停用后不能登录，所有设备立即退出；角色保留，恢复后照旧。" "Nobody can sign in with it, and every device is signed out at once. The roles stay for when it is opened again.";
    LOCK_REASON "停用原因" "Reason";
    LOCK_DONE "账号已停用" "The account is locked";
    UNLOCK "恢复账号" "Open again";
    UNLOCK_TITLE "恢复“{0}”的账号？" "Open the account of {0} again?";
    UNLOCK_TEXT "恢复后可以重新登录，原有角色立即生效。" "Signing in is possible again, and the roles are in force at once.";
    UNLOCK_DONE "账号已恢复" "The account is open again";
    RESET "解除身份验证器" "Remove the authenticator";
    RESET_TITLE "解除“{0}”的身份验证器？" "Remove the authenticator of {0}?";
    RESET_TEXT "请先核实对方身份。解除后，其恢复码作废、所有设备退出登录；下次登录只需短信验证码，管理类角色须重新绑定后才能使用。" "Make sure first who asks. The recovery codes are void and every device is signed out; the next sign-in needs the SMS code only, and roles with responsibility need a new authenticator.";
    RESET_DONE "身份验证器已解除" "The authenticator is removed";
    END "结束全部登录" "End all sessions";
    END_TITLE "结束“{0}”的全部登录？" "End all sessions of {0}?";
    END_TEXT "该账号的所有设备立即退出，可以重新登录。" "Every device is signed out at once and can sign in again.";
    END_DONE "所有设备已退出登录" "Every device is signed out";
    TAKE_BACK "收回" "Take back";
    TAKE_BACK_OF "收回{0}的角色：{1}" "Take back from {0}: {1}";
    TAKE_BACK_TITLE "收回“{0}”的角色？" "Take a role back from {0}?";
    TAKE_BACK_TEXT "{0}（{1}）立即失效；此前办理的事项不受影响。" "{0} ({1}) ends at once; what was done with it stays.";
    TAKE_BACK_DONE "角色已收回" "The role is taken back";
    // giving a role
    GIVE "授予角色" "Give a role";
    GIVE_LEAD "系统、安全、审计管理员三员分立：同一账号不能兼任，也不能兼任管理地区的角色。" "System, security and audit are separate duties: one account cannot hold two of them, nor one beside a role over a region.";
    GIVE_NAME "称呼" "Name";
    GIVE_NAME_HINT "仅用于新建的账号；不填时用角色名和手机尾号" "For a new account only; made of the role and the number's end where empty";
    GIVE_ROLE "角色" "Role";
    GIVE_REGION "管辖地区" "Region";
    GIVE_COUNTRY "该角色管辖全国。" "This role is nationwide.";
    GIVE_ORGANIZATION "所在单位" "Organisation";
    GIVE_ORGANIZATION_HINT "输入名称查找并选择" "Type a name and choose";
    GIVE_LINES "条线" "Lines";
    GIVE_LINES_HINT "不选表示不限条线" "None chosen means every line";
    GIVEN "已授予 {0}：{1}" "Given to {0}: {1}";
    // roles in force
    HELD "生效中的角色" "Roles in force";
    HELD_NONE "没有这样的角色" "No such role";
    HELD_SINCE "授予于 {0}" "Given {0}";
    HELD_OPEN "查看{0}的账号" "Open the account of {0}";
    LINES "条线：{0}" "Lines: {0}";
}
