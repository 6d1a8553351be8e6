//! Texts of the figures (统计).

super::texts! {
    LEAD "数据由活动填报自动汇总，无需重复填报；联合主办的活动只计一次。" "Figures come from what was filed; nobody types them twice. Joint filings count once.";
    AS_OF "数据截至 {0}" "As of {0}";
    EDITION "届次" "Edition";
    BY "统计口径" "By";
    FIGURE "指标" "Figure";
    UP "返回上级地区" "Up one region";
    PRINT "打印" "Print";
    TOTAL "合计" "Total";
    NAME "分项" "Item";
    BEFORE "上一届 {0}" "Before: {0}";
    CHANGE "同比" "Change";
    BEFORE_COLUMN "上一届同期口径" "Year before";
    OVERLAPS "一项活动可面向多类人群，各项之和大于合计。" "An activity can be for several audiences, so these add up to more than the total.";
    REGIONS_NOTE "“本级”为本地区直接归口管理的活动。" "“Own” is what the region itself is in charge of.";
    DAYS_NOTE "填报数按提交日期、通过数按通过日期计。" "Filed by the day of handing in, approved by the day of approval.";
    HELD_NOTE "按场次开始的日期计，一项活动可有多天。" "By the day on which sessions begin; an activity can have several.";
    EMPTY "还没有数据" "No figures yet";
    EMPTY_HINT "单位提交活动后，这里会自动出现统计。" "They appear as soon as organisations file activities.";
    TILES "各地区一览" "Regions at a glance";
    TILE "{0}：{1}" "{0}: {1}";
    CHART "{0}：{1}" "{0}: {1}";
    TABLE "数据表" "Table";
    LIST "“{0}”对应的活动" "Activities behind “{0}”";
    LIST_TITLE "统计对应的活动" "Activities behind a figure";
    LIST_EMPTY "没有活动" "No activities";
    LIST_EMPTY_HINT "数据更新有数秒延迟，请稍后刷新。" "Figures are seconds behind; refresh in a moment.";
    BACK "返回统计" "Back to the figures";
    // by what
    BY_REGION "地区" "Region";
    BY_CATEGORY "板块" "Category";
    BY_SUB_CATEGORY "子行动" "Joint action";
    BY_ORGANIZATION_KIND "单位类型" "Organisation";
    BY_MODE "活动方式" "Mode";
    BY_AUDIENCE "面向对象" "Audience";
    BY_STATUS "审核状态" "State";
    BY_DAY "填报进度" "Day of filing";
    BY_HELD_ON "举办日期" "Day held";
    // figures, with their units
    FILED "填报数" "Filed";
    APPROVED "通过数" "Approved";
    SESSIONS "场次" "Sessions";
    EXPECTED_OFFLINE "预计线下人次" "Expected on site";
    EXPECTED_ONLINE "预计线上人次" "Expected online";
    ACTUAL_OFFLINE "实际线下人次" "On site";
    ACTUAL_ONLINE "实际线上人次" "Online";
    SUPPLEMENTED "已补充信息" "Supplemented";
    MEDIA_REPORTS "媒体报道" "Media reports";
    SCI_WORKERS "科技工作者" "Scientists";
    BUDGET_YUAN "活动经费" "Budget";
    UNIT_ITEMS "项" "activities";
    UNIT_SESSIONS "场次" "sessions";
    UNIT_VISITS "人次" "visits";
    UNIT_PEOPLE "人" "people";
    UNIT_REPORTS "篇" "reports";
    UNIT_YUAN "元" "yuan";
}
