//! Texts of what connects the platform with other systems: secrets that are shown once, changes by several administrators.

super::texts! {
    DOCS "接口文档" "API documentation";
    DISCARD "放弃修改" "Discard";
    OVERTAKEN "内容刚刚被他人修改" "Somebody else has just changed this";
    OVERTAKEN_TEXT "已载入最新内容，请核对后再操作。" "The latest state is shown; look at it and try again.";
    ISSUED "请立即保存密钥" "Save the secret now";
    ISSUED_WARNING "密钥只显示这一次，关闭后无法再次查看，只能更换。请保存在安全的地方，不要通过聊天工具发送。" "The secret is shown this once. It cannot be seen again, only replaced. Keep it in a safe place; do not send it by chat.";
    ISSUED_CLOSE "我已保存，关闭" "I have saved it; close";
    ISSUED_TRY "获取令牌" "Getting a token";
    COPY "复制" "Copy";
    COPY_OF "复制{0}" "Copy {0}";
    COPIED "已复制" "Copied";
    COPY_FAILED "没能复制，请手动选择" "Could not copy; select it by hand";
}
