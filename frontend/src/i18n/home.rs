//! Texts of the page that everybody who signs in sees first (工作台).

super::texts! {
    TITLE "工作台" "Today";
    HELLO "{0}，您好" "Hello, {0}";
    DUTIES "我的职责" "Your duty";
    TASKS "待办事项" "To do";
    NONE "目前没有待办事项" "Nothing to do";
    NONE_HINT "有需要处理的事项时会出现在这里，也会发消息提醒您。" "What needs you appears here; you get a message, too.";
    DUE "{0}截止" "due {0}";
    SINCE "最早一项从 {0} 等到现在" "the first waits since {0}";
    DATES "重要日期" "Days to come";
    TODAY "今天" "today";
    DAYS "还有 {0} 天" "in {0} {0|day|days}";
    PROGRESS "进度" "Progress";
    FILE "填报活动" "File an activity";
    // what needs somebody
    SENT_BACK "{0} 项活动被退回，请修改后重新提交" "{0} {0|filing was|filings were} sent back: change them and submit again";
    SUPPLEMENTS "{0} 项活动待补充信息" "{0} {0|activity waits|activities wait} for their supplement";
    DRAFTS "{0} 项活动还是草稿，尚未提交" "{0} {0|draft is|drafts are} not submitted";
    JOIN_REQUESTS "{0} 人申请加入您管理的单位" "{0} people ask to join your organisation";
    REVIEW "{0} 项活动待审核" "{0} {0|filing waits|filings wait} for your review";
    CERTIFICATION "{0} 个单位待认证" "{0} {0|organisation waits|organisations wait} for certification";
    RESOURCES "{0} 项科普资源待办理" "{0} {0|resource waits|resources wait}";
    REPORTS "{0} 条公众举报待答复" "{0} {0|report waits|reports wait} for an answer";
    OBJECTIONS "{0} 件公示异议待处理" "{0} {0|objection waits|objections wait} for a decision";
    REGISTRY_CONFLICTS "{0} 条组织库差异待处理" "{0} {0|difference|differences} with the registry to decide";
    RECOMMENDATION "{0} 项推优申请待遴选" "{0} {0|application waits|applications wait} to be chosen from";
    SCORING "{0} 份推荐名单请您评分" "{0} {0|list waits|lists wait} for your scores";
    OWN_TARGET "本地区任务指标进度偏慢" "Your region is behind its target";
    REGIONS_BEHIND "{0} 个下级地区进度滞后，可一键催办" "{0} {0|region below is|regions below are} behind: remind them";
    OWN_SUMMARY "本地区总结尚未报送" "Your region's summary is not handed in";
    SUMMARIES "{0} 份总结待审阅" "{0} {0|summary waits|summaries wait} for you";
    NOTICE "通知要求：{0}" "A notice asks: {0}";
    OVERDUE "已于{0}到期" "was due {0}";
    // days
    CONCENTRATED_BEGINS "集中活动开始" "The concentrated days begin";
    CONCENTRATED_ENDS "集中活动结束" "The concentrated days end";
    FILING_CLOSES "活动填报截止" "Filing closes";
    SUPPLEMENT_DUE "补充信息截止" "Supplements are due";
    SUMMARY_DUE "总结报送截止" "Summaries are due";
    // filings
    MINE "本单位活动" "Your filings";
    WAITING "审核中" "In review";
    APPROVED "已通过" "Approved";
    BACK "待修改" "Sent back";
    DRAFT "草稿" "Drafts";
    BELOW "下级 {0} 个地区，{1} 个滞后" "{0} {0|region|regions} below, {1} behind";
    DETAILS "查看指标进度" "See targets";
}
