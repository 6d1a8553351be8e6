//! Texts of reporting public content, and of answering reports.

super::texts! {
    // by a visitor
    REPORT "举报" "Report";
    DIALOG "举报这项活动" "Report this activity";
    RESOURCE_DIALOG "举报这项资源" "Report this resource";
    LEAD "如果发现活动内容不实、违法或有误，请告诉我们。举报将由所在地区的审核人员核实处理。" "Tell us if something here is untrue, unlawful or wrong. The reviewers of the region look into it.";
    CATEGORY "问题类型" "What is wrong";
    TEXT "具体情况" "Details";
    TEXT_HINT "请说明哪里有问题，5 至 1000 字" "Say what is wrong and where, 5 to 1000 characters";
    PHONE "手机号（可不填）" "Mobile number (optional)";
    PHONE_HINT "仅用于以短信告知处理结果，加密保存，不向任何人展示" "Only used to send you the answer by SMS; kept encrypted and shown to nobody";
    SEND "提交举报" "Send the report";
    SENT "举报已提交" "Your report is sent";
    SENT_HINT "请保存回执号，凭回执号可以查询处理结果。" "Keep this receipt: it is your way to the answer.";
    RECEIPT "回执号" "Receipt";
    COPY_RECEIPT "复制回执号" "Copy the receipt";
    RECEIPT_COPIED "回执号已复制" "Receipt copied";
    COPY_FAILED "没能复制，请手动选择回执号" "Could not copy; select the receipt by hand";
    FOLLOW "查询处理结果" "See what becomes of it";
    // with a receipt
    PROGRESS "举报处理结果" "What became of a report";
    PROGRESS_LEAD "输入提交举报时获得的回执号。" "Enter the receipt you were given.";
    LOOK_UP "查询" "Look up";
    UNKNOWN "没有找到这个回执号" "There is no such receipt";
    UNKNOWN_HINT "请核对回执号是否完整、有无多余字符。" "Check that it is complete and has no extra characters.";
    SENT_AT "提交时间" "Sent";
    ANSWERED_AT "答复时间" "Answered";
    ANSWER "答复" "Answer";
    WAITING "审核人员正在核实，处理后会在此答复。" "Reviewers are looking into it; the answer will appear here.";
    // states
    STATUS_OPEN "待处理" "Open";
    STATUS_UPHELD "举报属实" "Upheld";
    STATUS_DISMISSED "未发现问题" "Nothing found";
    // by a reviewer
    LIST "举报处理" "Reports";
    MENU "举报" "Reports";
    STATUSES "按处理情况查看" "By state";
    OPEN_EMPTY "没有待处理的举报" "No report is waiting";
    OPEN_EMPTY_HINT "公众对本地区活动的举报会出现在这里。" "Reports on activities of your region appear here.";
    EMPTY "还没有这类记录" "Nothing of this kind yet";
    WANTS_ANSWER "留有手机号" "Left a number";
    WHAT "举报内容" "The report";
    HANDLE "核实并答复" "Look into it and answer";
    SHOW "查看详情" "Show all";
    ACTIVITY "打开活动（新窗口）" "Open the activity (new window)";
    FINDING "核实结果" "What you found";
    RESOURCE "科普资源：{0}" "Resource: {0}";
    TAKE_DOWN_RESOURCE "同时撤下该资源" "Take the resource down as well";
    TAKE_DOWN "同时下架该活动" "Take the activity down as well";
    TAKE_DOWN_HINT "下架后公众不能再看到，填报单位会收到通知。" "Visitors will no longer see it; its organiser is told.";
    ANSWER_HINT "举报人凭回执号可以看到；留有手机号的会收到短信" "The reporter reads it by the receipt, and by SMS where a number was left";
    SEND_ANSWER "提交答复" "Send the answer";
    ANSWERED "已答复" "Answered";
    ANSWERED_TAKEN_DOWN "已答复，内容已下架" "Answered; the content is taken down";
    ELSEWHERE "这条举报刚刚被其他人处理，已载入最新情况" "Somebody else has just handled it; the latest state is shown";
}
