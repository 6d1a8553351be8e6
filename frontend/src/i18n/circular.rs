//! Texts of notices (通知公告), receipts and what is to be done.

use domain::circular::{CircularStatus, DeadlineFor};

use super::t;

super::texts! {
    TITLE "通知" "Notices";
    MENU "通知" "Notices";
    LEAD "上级和本级科协发来的通知，以及需要按时完成的事项。" "Notices that reached you, and what they ask you to do in time.";
    RECEIVED "收到的通知" "Received";
    ISSUED "本级发出" "Issued by us";
    FILTER "通知分类" "Which notices";
    NEW "起草通知" "Draft a notice";
    NONE "还没有收到通知" "No notice yet";
    NONE_HINT "上级科协或所在地科协发出通知后，会显示在这里。" "Notices of the associations above you show here.";
    NONE_ISSUED "本级还没有发出通知" "Nothing was issued yet";
    NONE_ISSUED_HINT "可以起草通知，发给下一级科协或本地单位。" "Draft one for the level below or for organisations.";
    UNREAD "未读" "Unread";
    FORWARDED "转发" "Forwarded";
    CORRECTED "已更正" "Corrected";
    DUE "{0}前完成" "Due {0}";
    // to do
    TODOS "待办事项" "To do";
    TODO_FOR "办理主体：{0}" "For {0}";
    OVERDUE "已逾期" "Overdue";
    DONE "已完成" "Done";
    MARK_DONE "标记完成" "Mark as done";
    MARK_OPEN "撤销完成" "Not done yet";
    MARKED "已标记完成" "Marked as done";
    REOPENED "已撤销" "Marked as not done";
    ALL_TODOS "全部待办" "Everything to do";
    // the form
    REGION "发文单位所在地区" "In the name of";
    OFFICE "发文单位" "Issued by";
    OFFICE_HINT "如：浙江省科协办公室" "As it is signed";
    SUBJECT "标题" "Title";
    NUMBER "发文字号" "Document number";
    NUMBER_HINT "如：浙科协函〔2026〕12号，没有可不填" "Leave empty where there is none";
    BODY "正文" "Text";
    BODY_HINT "支持标题、列表、加粗" "Headings, lists and bold are kept";
    ABOUT_EDITION "关于本届活动" "About this year's edition";
    PUBLIC "同时向公众公开" "Everybody may read it";
    AUDIENCE "主送范围" "To whom";
    AUDIENCE_REGIONS "下一级科协" "The associations directly below";
    AUDIENCE_ORGANIZATIONS "组织单位（已认证）" "Certified organisations";
    ORG_NONE "不发给单位" "None";
    ORG_OWN "本级单位" "Those of our own level";
    ORG_WHOLE "本地区全部单位（含下级）" "All of the region, lower levels too";
    KINDS "只发给这些类型的单位" "Only organisations of these kinds";
    KINDS_HINT "不选即为全部类型" "All kinds where none is chosen";
    FILES "附件" "Attachments";
    FILES_HINT "jpg、png、pdf、docx、xlsx，最多 {0} 个" "jpg, png, pdf, docx, xlsx; at most {0}";
    FILES_DROP "把文件拖到这里，或" "Drop files here, or";
    FILES_CHOOSE "选择附件" "Choose files";
    DEADLINES "时限要求" "Deadlines";
    DEADLINES_HINT "会列入每个主送单位的待办，完成后由对方标记。" "Each recipient finds them among what is to be done, and marks them.";
    DEADLINE "时限 {0}" "Deadline {0}";
    ADD_DEADLINE "添加时限" "Add a deadline";
    WHAT "事项" "What";
    WHAT_HINT "如：报送总结和推荐汇总表" "Such as: send in the summary";
    DUE_ON "截止日期" "Last day";
    WHOM "由谁完成" "By whom";
    SAVE_DRAFT "保存草稿" "Save the draft";
    SAVED "草稿已保存" "The draft is saved";
    EDIT "修改草稿" "Change the draft";
    // steps
    PUBLISH "发布" "Publish";
    PUBLISH_TITLE "发布这份通知？" "Publish this notice?";
    PUBLISH_TEXT "发布后不能直接修改，只能更正或撤回；主送单位会收到消息。" "Afterwards it can only be corrected or withdrawn. Its recipients are told.";
    PUBLISHED "通知已发布" "The notice is published";
    WOULD_REACH "将发给：下一级科协 {0} 个，单位 {1} 个" "It would reach {0} {0|association|associations} below and {1} {1|organisation|organisations}";
    DELETE "删除草稿" "Delete the draft";
    DELETE_TITLE "删除这份草稿？" "Delete this draft?";
    DELETE_TEXT "删除后不能恢复。" "It is gone for good.";
    DELETED "草稿已删除" "The draft is deleted";
    CORRECT "更正" "Correct";
    CORRECT_LEAD "更正后会形成新的版本，已读的单位需要重新查阅。" "A new revision; whoever has read it has it to read again.";
    NOTE "更正说明" "What was corrected";
    CORRECTED_NOW "已更正，主送单位会收到消息" "Corrected; recipients are told";
    WITHDRAW "撤回" "Withdraw";
    WITHDRAW_TITLE "撤回这份通知？" "Withdraw this notice?";
    WITHDRAW_TEXT "收到的单位仍能看到通知和撤回原因，时限不再计入待办。" "Recipients still read it, with the reason; its deadlines are gone.";
    WITHDRAW_REASON "撤回原因" "Reason";
    WITHDRAWN_NOW "通知已撤回" "The notice is withdrawn";
    // one notice
    CHAIN "发文路径" "How it came";
    ORIGINAL "原文" "Original";
    ISSUED_AT "{0} 印发" "Issued {0}";
    FORWARDED_AT "{0} 转发" "Forwarded {0}";
    REVISION "第 {0} 版" "Revision {0}";
    REVISION_NOTE "更正说明：{0}" "Corrected: {0}";
    OLDER "历史版本" "Former revisions";
    WITHDRAWN_BANNER "这份通知已撤回" "This notice was withdrawn";
    WITHDRAWN_WHY "原因：{0}" "Reason: {0}";
    PUBLIC_YES "已向公众公开" "Open to everybody";
    // forwarding
    FORWARD "转发" "Forward";
    FORWARD_LEAD "原文不变，加上本级的转发说明和时限，发给下一级科协或本级单位。每级只能转发一次。" "The original stays as it is; add your own text and deadlines. Each region forwards once.";
    FORWARD_AS "以哪一级名义转发" "In the name of";
    FORWARD_OFFICE "转发单位" "Forwarded by";
    COVER "转发说明" "Your text";
    ACCEPT_LATER "确认时限晚于上级要求" "The later deadlines are meant";
    FORWARD_NOW "确认转发" "Forward it";
    FORWARDED_NOW "已转发，主送单位会收到消息" "Forwarded; recipients are told";
    // receipts
    RECEIPTS "阅读情况" "Who has read it";
    OF_REGIONS "下一级科协" "Associations below";
    OF_ORGANIZATIONS "单位" "Organisations";
    READ_OF "已读 {0} / {1}" "{0} of {1} have read it";
    FORWARDED_OF "已转发 {0} 个" "{0} have forwarded it";
    SHOW "显示" "Show";
    ALL "全部" "All";
    ONLY_UNREAD "未读" "Unread";
    ONLY_READ "已读" "Read";
    READ_BY "{0} {1} 查阅" "Read by {1}, {0}";
    READ_AT "{0} 查阅" "Read {0}";
    READ_OLD "查阅的是第 {0} 版" "Read revision {0}";
    NOT_READ "未查阅" "Not read";
    DONE_OF "完成 {0} / {1}" "{0} of {1} done";
    RECEIPTS_NONE "没有符合的单位" "Nobody here";
    RECEIPTS_NONE_HINT "换一个条件看看。" "Try another filter.";
    REMIND "提醒未读单位" "Remind the unread";
    REMINDED "已提醒，每天只能提醒一次" "They are reminded; once a day is enough";
    FORWARDS "转发情况" "Forwards";
    FORWARDS_NONE "还没有转发" "Nobody has forwarded it yet";
    FORWARDS_NONE_HINT "下级科协转发后，会显示在这里。" "Forwards of the levels below show here.";
}

pub fn status(status: CircularStatus) -> &'static str {
    use super::Text;
    const DRAFT: Text = Text {
        zh: "草稿",
        en: "Draft",
    };
    const LIVE: Text = Text {
        zh: "已发布",
        en: "Published",
    };
    const GONE: Text = Text {
        zh: "已撤回",
        en: "Withdrawn",
    };
    t(match status {
        CircularStatus::Draft => DRAFT,
        CircularStatus::Published => LIVE,
        CircularStatus::Withdrawn => GONE,
    })
}

/// Whose deadline it is.
pub fn whom(whom: DeadlineFor) -> &'static str {
    use super::Text;
    const REGIONS: Text = Text {
        zh: "下一级科协",
        en: "Associations",
    };
    const ORGANIZATIONS: Text = Text {
        zh: "单位",
        en: "Organisations",
    };
    const EVERYONE: Text = Text {
        zh: "全部主送单位",
        en: "All recipients",
    };
    t(match whom {
        DeadlineFor::Regions => REGIONS,
        DeadlineFor::Organizations => ORGANIZATIONS,
        DeadlineFor::Everyone => EVERYONE,
    })
}
