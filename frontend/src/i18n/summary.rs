//! Texts of summaries (总结报送).

super::texts! {
    LIST "总结报送" "Summaries";
    OWN "本级总结" "Our summary";
    OF_ORGANIZATION "本单位总结" "Our organisation's summary";
    NOBODY "没有需要您报送的总结" "No summary is yours to write";
    NOBODY_HINT "总结由科协各级管理员和单位管理员报送。" "Summaries are written by officials and by administrators of organisations.";
    NOT_BEGUN "未开始" "Not begun";
    BEGIN "开始撰写" "Begin";
    GO_ON "继续撰写" "Go on writing";
    SEE "查看" "Read";
    REVIEW "审阅" "Read and decide";
    DUE "请于 {0} 前报送" "Due on {0}";
    DUE_HARD "请于 {0} 前报送，过期不再受理" "Due on {0}; later it is refused";
    BELOW "下级报送情况" "Those below";
    COUNTS "应报 {0} 个，已报送 {1} 个，已采纳 {2} 个" "{0} expected, {1} handed in, {2} accepted";
    MISSING "未报送" "Not handed in";
    OVERDUE "逾期未报送" "Overdue";
    LATE "逾期报送" "Late";
    DRILL "看下级" "Those below it";
    ORGANIZATIONS "单位报送情况" "Organisations";
    ORGANIZATIONS_EMPTY "还没有单位报送总结" "No organisation has handed in";
    // statuses
    DRAFT "撰写中" "Being written";
    SUBMITTED "已报送" "Handed in";
    RETURNED "已退回" "Sent back";
    ACCEPTED "已采纳" "Accepted";
    SUBMITTED_AT "{0} 报送" "Handed in {0}";
    // one summary
    PAGE "{0}总结" "Summary of {0}";
    RETURNED_BECAUSE "已退回，原因：{0}" "Sent back: {0}";
    FROZEN "以下内容和数据为报送时的情况，不再变化。" "Text and figures are those of the submission; they do not change.";
    DOCX "下载总结（docx）" "Document (docx)";
    XLSX "下载汇总表（xlsx）" "Table (xlsx)";
    PRINT "打印" "Print";
    NOT_SAVED "没能保存文件，请重试" "The file could not be saved; try again";
    HEADINGS_HINT "分段书写；以“（一）”开头的段落为二级标题，以“1.”开头的为三级标题" "One paragraph a line; （一） begins a second-level heading, 1. a third-level one";
    PAPER "公文要素" "Title and addressee";
    TITLE "标题" "Title";
    ADDRESSEE "主送机关" "Addressee";
    SIGNATORY "落款单位" "Signed by";
    USUAL "不填时为：{0}" "When empty: {0}";
    ATTACHMENTS "其他附件" "Further attachments";
    ATTACHMENTS_HINT "一行一个名称；“活动情况汇总表”自动列为附件 1" "One name a line; the table is always the first";
    INSERT "插入数据草稿" "Insert a draft made of the figures";
    INSERT_ALL "全部插入数据草稿" "Insert drafts everywhere";
    INSERTED "已插入数据草稿，请核对修改后删去“【数据草稿】”标记" "Inserted; check it, edit it and delete the mark";
    COUNT "{0} 字" "{0} {0|character|characters}";
    SAVED "已保存 {0}" "Saved {0}";
    NOT_SAVED_YET "还没有保存的内容" "Nothing saved yet";
    CONFLICT "其他人刚刚修改了这份总结" "Somebody else has just changed this summary";
    SUBMIT "报送" "Hand in";
    CONFIRM "报送总结" "Hand the summary in";
    CONFIRM_TEXT "报送后正文和数据按现在的情况固定，退回前不能修改。" "Text and figures are frozen as they are now until it is sent back.";
    CONFIRM_LATE "已过报送期限，报送后将标记“逾期报送”。" "The deadline is over: it will be marked late.";
    HANDED_IN "总结已报送" "The summary is handed in";
    // figures
    FIGURES "平台数据" "Figures";
    AS_OF "数据截至 {0}" "As of {0}";
    AS_OF_NEVER "数据正在汇总，请稍后刷新" "Figures are being made; reload later";
    COMPLETION "任务指标 {0} 项，完成率 {1}%" "Target {0}, {1}% done";
    FIGURES_HINT "由审核通过的活动自动汇总，不需要手工填写。线上、线下分别统计，不相加。" "Made of approved activities. On site and online are never added up.";
    REPORTED "上报 {0}" "Reported: {0}";
    BECAUSE "原因：{0}" "Why: {0}";
    CORRECT "更正" "Correct";
    CORRECT_OF "更正“{0}”" "Correct {0}";
    CORRECT_TITLE "更正数据" "Correct a figure";
    CORRECT_HINT "平台统计的数据会一并保留，上级可以看到两个数据和原因。" "The counted figure is kept beside it, with your reason.";
    COUNTED "平台统计：{0}" "Counted: {0}";
    VALUE "上报数据" "Figure to report";
    REASON "更正原因" "Reason";
    UNDO "恢复平台数据" "Take the counted one";
    CATEGORIES "各板块" "By category";
    KINDS "按单位类型" "By kind of organisation";
    MEDIA "媒体报道" "Media reports";
    TOP_ON_SITE "现场参与人次较多" "Most on site";
    TOP_ONLINE "网络参与人次较多" "Most online";
    // those below
    SOURCES "下级总结（可引用）" "Summaries below, to draw from";
    SOURCES_HINT "已采纳的下级总结，可以引用到对应部分，不需要重新收集。" "Accepted ones; take what you need, nothing is collected twice.";
    QUOTE "引用" "Take over";
    QUOTED "已引用到“{0}”" "Taken over into “{0}”";
    // deciding
    ACCEPT "采纳" "Accept";
    ACCEPT_TEXT "采纳后内容不再更改，并通知报送单位。" "It is final then, and its authors are told.";
    ACCEPTED_DONE "已采纳" "Accepted";
    RETURN "退回" "Send back";
    RETURN_TITLE "退回总结" "Send the summary back";
    RETURN_LABEL "退回原因" "Reason";
    RETURN_TEXT "报送单位会收到原因，修改后可重新报送。" "Its authors are told why and can hand it in again.";
    RETURNED_DONE "已退回" "Sent back";
    HISTORY "办理过程" "What happened";
    STEP_CREATE "开始撰写" "Begun";
    STEP_SUBMIT "报送" "Handed in";
}
