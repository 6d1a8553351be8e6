//! Texts of following one's own calendar.

super::texts! {
    TITLE "日历订阅" "Calendar";
    LEAD "在手机日历中订阅后，截止日期和本单位活动会自动出现。" "Followed from the calendar of your phone, it shows what is due and your organisations' activities.";
    OPEN "获取订阅地址" "Get the address";
    RENEW "更换地址" "A new address";
    RENEW_TEXT "原地址立即失效，已订阅的设备需要重新添加。" "The address so far is worthless at once; devices that follow it must be set up again.";
    CLOSE "停止订阅" "Stop";
    SINCE "已于{0}开通" "Since {0}";
    ADDRESS "订阅地址" "Address";
    ADDRESS_NOTE "只显示这一次。知道地址的人都能看到您的日历，请勿转发。" "Shown this once. Whoever has it sees your calendar: do not pass it on.";
    COPY "复制地址" "Copy";
    COPY_FAILED "未能复制，请长按地址复制" "It could not be copied; select the address";
    ADD "添加到日历" "Add to the calendar";
    CLOSED "已停止订阅，原地址失效" "Stopped; the address is worthless now";
}
