//! Texts of signing in and the account.

super::texts! {
    SIGN_IN_TITLE "登录" "Sign in";
    SIGN_IN_LEAD "用手机号和短信验证码登录，无需注册。" "Sign in with your phone and a code by SMS; there is nothing to register.";
    PHONE "手机号" "Mobile number";
    PHONE_HINT "11 位中国内地手机号" "11-digit mainland mobile number";
    CODE "验证码" "Code";
    CODE_HINT "验证码已发送至 {0}，{1} 分钟内有效" "Sent to {0}; valid for {1} minutes";
    GET_CODE "获取验证码" "Get a code";
    RESEND "重新获取" "Send again";
    RESEND_IN "{0} 秒后可重新获取" "Send again in {0} s";
    OTHER_PHONE "换一个手机号" "Use another number";
    SIGN_IN "登录" "Sign in";
    TOTP "动态口令" "Authenticator code";
    TOTP_SHOW "我启用了动态口令" "I use an authenticator app";
    WELCOME "欢迎，{0}" "Welcome, {0}";
    DEMO "演示账号" "Demonstration accounts";
    DEMO_LEAD "点选一个角色，验证码会自动填好。" "Choose a role; the code is filled in for you.";
    DEMO_CODE "演示环境：验证码 {0} 已自动填入" "Demonstration: code {0} is filled in";
    SHOW_TITLE "我的账号" "My account";
    PROFILE "基本信息" "Profile";
    NAME "称呼" "Name";
    NAME_HINT "显示在您的操作记录中" "Shown beside what you do";
    SINCE "注册于 {0}" "Since {0}";
    RENAMED "已更新称呼" "Your name is changed";
    GRANTS "我的角色" "My roles";
    GRANTS_NONE "还没有角色" "No role yet";
    GRANTS_NONE_HINT "添加单位后即可填报活动；审核角色由管理员授予。" "Add an organisation to file activities; review roles are given by administrators.";
    LINES "条线：{0}" "Lines: {0}";
    NATIONWIDE "全国" "Nationwide";
    DEVICES "已登录的设备" "Signed-in devices";
    DEVICE_CURRENT "当前设备" "This device";
    DEVICE_USED "最近使用 {0}" "Last used {0}";
    DEVICE_END "退出此设备" "Sign out";
    DEVICE_ENDED "该设备已退出登录" "The device is signed out";
    DEVICE_UNKNOWN "未知设备" "Unknown device";
    SMS "短信提醒" "SMS";
    SMS_LEAD "所有消息都会出现在站内；选择哪些还需要发短信。" "Every message is in your inbox; choose what reaches you by SMS as well.";
    SMS_DECISIONS "审核结果" "Decisions";
    SMS_DECISIONS_HINT "您填报的活动通过、退回或下架时" "When a filing of yours is approved, sent back or taken down";
    SMS_DEADLINES "截止提醒" "Deadlines";
    SMS_DEADLINES_HINT "填报即将截止、活动即将开始而尚未提交时" "When filing closes or an activity starts that is not submitted";
    SMS_TASKS "待办事项" "Tasks";
    SMS_TASKS_HINT "有活动分配给您审核、有人委托您代办、收到举报时" "When filings, a stand-in or a report come to you";
    SMS_ON "已开启“{0}”短信" "SMS for “{0}” is on";
    SMS_OFF "已关闭“{0}”短信" "SMS for “{0}” is off";
    ON "{0} · {1}" "{0} on {1}";
}
