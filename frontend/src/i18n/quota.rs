//! Texts of targets (任务指标) and how far regions are.

super::texts! {
    LEAD "上级为下级设定任务指标，完成情况由填报数据自动计算。" "A region sets targets for those below; how far they are is counted from what is filed.";
    CATEGORY "板块" "Category";
    ALL_CATEGORIES "全部板块" "All categories";
    OWN "本地区" "This region";
    BELOW "下级地区" "Regions below";
    REGION "地区" "Region";
    TARGET "任务指标" "Target";
    NO_TARGET "未设指标" "No target";
    SET_BY_OTHER "由{0}设定" "Set by {0}";
    NATION "国家" "the nation";
    PROVINCE "省" "the province";
    CITY "市" "the city";
    COUNTY "县" "the county";
    FILED "填报数" "Filed";
    APPROVED "通过数" "Approved";
    PERCENT "完成率" "Reached";
    LATELY "近 7 天" "Last 7 days";
    FORECAST "预计填报" "Forecast";
    FORECAST_HINT "按近 7 天的速度推算到截止日" "At the pace of the last seven days";
    DEADLINE "填报截止 {0}" "Filing counts until {0}";
    OPEN_ENDED "未设截止日期" "No last day";
    BELOW_SUM "下级指标合计 {0} 项" "Targets below: {0} in all";
    DIFFERS "与本级指标 {0} 项不一致" "differs from the own target of {0}";
    STATE "进度" "State";
    UNSET "未设指标" "No target";
    DONE "已完成" "Reached";
    FILED_UP "已报满，待审" "Filed, in review";
    ON_TRACK "进度正常" "On track";
    BEHIND "进度偏慢" "Behind";
    FAR_BEHIND "进度滞后" "Far behind";
    MISSED "未完成" "Missed";
    EMPTY_BELOW "没有下级地区" "No regions below";
    // setting
    SET "设定指标" "Set targets";
    SET_TITLE "设定下级任务指标" "Targets of the regions below";
    SET_HINT "填 0 或留空表示不设指标。只修改当前所选板块的指标，其余不变。" "0 or nothing sets none. Only the chosen category is changed.";
    FILL "全部填为" "Fill all with";
    FILL_APPLY "填入" "Fill in";
    SUM "合计 {0} 项" "{0} in all";
    SAVE "保存指标" "Save";
    SAVED "指标已保存" "Targets saved";
    STALE "指标已被他人修改，已载入最新内容" "Somebody else changed them; here is the newest";
    CANCEL "取消" "Cancel";
    NOT_A_NUMBER "请填写 0 至 1,000,000 的整数" "A whole number from 0 to 1,000,000";
    // reminding
    REMIND_ALL "催办进度滞后地区（{0}）" "Remind those behind ({0})";
    REMIND "催办" "Remind";
    REMIND_TITLE "发送催办提醒" "Send a reminder";
    REMIND_TEXT "将提醒：{0}" "Reminds: {0}";
    REMIND_NOTE "附言（选填）" "A word of your own (optional)";
    REMIND_SEND "发送" "Send";
    REMINDED "已提醒 {0} 个地区" "{0} {0|region|regions} reminded";
    REMINDED_NONE "没有发送提醒" "Nobody was reminded";
    REMINDED_TODAY "{0}今天已提醒过" "{0} was reminded today";
    NOBODY "{0}还没有管理员" "{0} has no official yet";
    NOT_BEHIND "{0}无需提醒" "{0} needs none";
    LAST_REMINDED "{0} 已提醒" "Reminded {0}";
    // history
    HISTORY "设定记录" "History";
    HISTORY_EMPTY "还没有设定过指标" "No targets were set yet";
    VERSION "第 {0} 次 · {1} · {2}" "No. {0} · {1} · {2}";
    VERSION_SUM "{0} 个地区，合计 {1} 项" "{0} {0|region|regions}, {1} in all";
}
