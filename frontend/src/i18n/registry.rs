//! Texts of the external registry of organisations (组织库) and of what differs from it.

super::texts! {
    TITLE "组织库" "Organisation registry";
    LEAD "查看与外部组织库的同步情况，处理两边不一致的信息。" "How the connection to the external registry stands, and what differs from it.";
    TAB "组织库差异" "Registry";
    CONFLICTS "待处理的差异" "Differences to decide";
    COUNT "待处理 {0} 条" "{0} to decide";
    // how it stands
    NONE "未接入外部组织库" "No external registry is connected";
    NONE_HINT "单位信息在本平台维护。接入约定见 docs/registry-contract.md。" "Organisations are kept here alone. docs/registry-contract.md says what a registry has to offer.";
    NEVER "尚未完成第一次同步" "Never fetched so far";
    FRESH "组织库信息同步至 {0}" "In step with the registry as of {0}";
    STALE "组织库信息停留在 {0}，可能不是最新" "What is known of the registry is of {0} and may be old";
    GOES_ON "两边信息以后会自动补齐；填报、登记和认证不受影响。" "It catches up by itself. Filing, registering and certifying go on.";
    FAILING "组织库暂时没有正常应答，正在重试。" "The registry does not answer as agreed and is being asked again.";
    FAILING_UNTIL "组织库暂时没有正常应答，将于 {0} 自动重试。" "The registry does not answer as agreed; it is asked again at {0}.";
    // the list
    STATUS "状态" "State";
    OPEN "待处理" "To decide";
    DECIDED "已处理" "Decided";
    SUPERSEDED "已自动消除" "Settled by itself";
    EMPTY_OPEN "没有待处理的差异" "Nothing to decide";
    EMPTY_OPEN_HINT "本平台与组织库说法不同、系统不能自行判断时，会出现在这里。" "Where this platform and the registry differ and neither is plainly right, it appears here.";
    EMPTY "没有记录" "Nothing here";
    // one difference
    KIND_FIELDS "两边都改过" "Both changed";
    KIND_LOOKALIKE "疑似同一单位" "Possibly the same";
    KIND_UNREADABLE "无法采用" "Cannot be taken";
    LEAD_FIELDS "自上次一致以来，两边都修改了以下信息。请逐项选择以哪一边为准。" "Both sides have changed these since they last agreed. Say for each which holds.";
    LEAD_LOOKALIKE "组织库中的这个单位与本平台的单位同名同地区，但有信息不一致。是同一个单位吗？" "An organisation of the registry has the name and region of one of ours, and differs in other things. Are they one?";
    LEAD_UNREADABLE "组织库给出的信息不符合填写规则，没有采用。请联系组织库更正；更正后会自动重新接收。" "What the registry says breaks a rule and was not taken. Ask the registry to correct it; it is then taken by itself.";
    NUMBER "组织库编号 {0}" "Registry number {0}";
    TOLD "组织库更新于 {0}" "changed there {0}";
    OURS "本平台" "Here";
    THEIRS "组织库" "Registry";
    BASE "上次一致：{0}" "Agreed before: {0}";
    STANDING "认证状态" "Certification";
    STANDING_OPEN "未认证" "Not certified";
    STANDING_CERTIFIED "已认证" "Certified";
    STANDING_SUSPENDED "停用" "Suspended";
    /// What becomes of a field that nobody is asked about.
    KEEPS "将保留本平台的" "Ours stays";
    TAKES "将采用组织库的" "The registry's is taken";
    JOINS "将合并两边" "Both are joined";
    TOLD_IS "组织库给出：{0}" "The registry says: {0}";
    TAKE_OURS "{0}：采用本平台的“{1}”" "{0}: ours, “{1}”";
    TAKE_THEIRS "{0}：采用组织库的“{1}”" "{0}: the registry's, “{1}”";
    ALL_OURS "全部采用本平台" "Ours for all";
    ALL_THEIRS "全部采用组织库" "The registry's for all";
    MISSING "还有 {0} 项没有选择" "{0} still to choose";
    WHICH "与哪个单位比对" "Compare with";
    RESOLVE "按所选处理" "Apply";
    SAME "是同一单位" "They are the same";
    DIFFERENT "不是，另行添加" "Another one: add it";
    DISMISS "已知悉，不采用" "Seen, not taken";
    DONE "“{0}”的差异已处理" "The difference about “{0}” is decided";
    DONE_AT "处理于 {0}" "Decided {0}";
    CHANGED "内容刚刚有变化，已重新载入，请再看一遍" "This has just changed and is loaded anew. Please look again";
}
