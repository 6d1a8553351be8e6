//! Texts of the inbox.

super::texts! {
    LIST "消息" "Messages";
    /// The bell, where something waits to be read.
    UNREAD_COUNT "消息，{0} 条未读" "Messages, {0} unread";
    READ_ALL "全部标为已读" "Mark all as read";
    ALL_READ "已全部标为已读" "All messages are marked as read";
    SMS_SETTINGS "短信提醒设置" "SMS settings";
    FILTER "筛选消息" "Filter messages";
    UNREAD "未读" "Unread";
    TODAY "今天" "Today";
    YESTERDAY "昨天" "Yesterday";
    EMPTY "还没有消息" "No messages yet";
    EMPTY_HINT "审核结果、截止提醒和待办事项会出现在这里。" "Decisions, deadlines and tasks will appear here.";
    NONE_UNREAD "没有未读消息" "Nothing is unread";
    NONE_UNREAD_HINT "新的消息到来时，页面顶部会有提示。" "The top of the page tells you when something new arrives.";
}
