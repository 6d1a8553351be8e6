//! Texts of the audit log (审计日志).

super::texts! {
    TITLE "审计日志" "Audit log";
    LEAD "谁在何时、从何处做了什么，结果如何。" "Who did what, when, from where, and how it ended.";
    NOTE "记录至少保存 {0} 天，任何人都不能修改或删除；查看日志本身也会留下记录。" "Entries are kept for at least {0} days and nobody can change or delete them; reading the log leaves an entry, too.";
    DUTY "查看登录、授权、审核等操作的记录，只读。" "Read the records of sign-ins, roles, decisions and more; nothing can be changed.";
    // what is looked for
    OUTCOME "结果" "Outcome";
    DONE "成功" "Done";
    REFUSED "被拒绝" "Refused";
    FAILED "系统故障" "Failed";
    OPERATION "操作" "Operation";
    OPERATION_HINT "输入名称选择，或填写操作编号" "Type a name to choose from, or an operation's id";
    FROM "起始日期" "From";
    TO "截止日期" "Until";
    ACCOUNT "账号编号" "Account id";
    OBJECT "对象编号" "Object id";
    NO_ID "编号格式不对，应如 01a20f27-b40d-76bb-a123-bedf8a4a1512" "This is no id, such as 01a20f27-b40d-76bb-a123-bedf8a4a1512";
    CLEAR "清除筛选" "Clear the filters";
    NONE "没有符合条件的记录" "No such entry";
    NONE_HINT "换一个筛选条件再试。" "Try other filters.";
    ENTRIES "审计记录" "Entries";
    // an entry
    NOBODY "未登录" "Nobody signed in";
    GONE "已注销的账号" "A deleted account";
    CLIENT "系统接入 {0}" "Client {0}";
    ONLY_ACCOUNT "只看此账号：{0}" "Only this account: {0}";
    ONLY_OPERATION "只看此操作：{0}" "Only this operation: {0}";
    ONLY_OBJECT "只看此对象" "Only this object";
    PATH "路径" "Path";
    ADDRESS "网络地址" "Network address";
    REQUEST "请求编号" "Request";
    SEAL "封存" "Seal";
    SEALED "第 {0} 号" "No. {0}";
    UNSEALED "待封存" "waits";
}
