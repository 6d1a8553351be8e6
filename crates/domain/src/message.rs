//! Messages (消息): what a person is told, in the inbox and, if they wish, by SMS. PRODUCT §11.

use serde::{Deserialize, Serialize};

use crate::id::{ActivityId, CircularId, MessageId};
use crate::problem::Lang;
use crate::time::Instant;
use crate::wording::filled;

/// What a person can choose to get by SMS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// 审核结果: decisions on own filings
    Decisions,
    /// 截止提醒
    Deadlines,
    /// 待办: work that was given to me
    Tasks,
}

macro_rules! message_kinds {
    ($($(#[$doc:meta])* $name:ident $wire:literal $topic:ident $zh:literal $zh_body:literal $en:literal $en_body:literal;)*) => {
        /// What happened, with its words. `{0}`, `{1}` are the message's arguments.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum MessageKind { $($(#[$doc])* $name),* }

        impl MessageKind {
            pub const ALL: &'static [MessageKind] = &[$(MessageKind::$name),*];
            pub const fn as_str(self) -> &'static str {
                match self { $(MessageKind::$name => $wire),* }
            }
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($wire => Some(MessageKind::$name),)* _ => None }
            }
            pub const fn topic(self) -> Topic {
                match self { $(MessageKind::$name => Topic::$topic),* }
            }
            const fn templates(self, lang: Lang) -> (&'static str, &'static str) {
                match lang {
                    Lang::Zh => match self { $(MessageKind::$name => ($zh, $zh_body)),* },
                    Lang::En => match self { $(MessageKind::$name => ($en, $en_body)),* },
                }
            }
            /// Title and body for a reader.
            pub fn words(self, args: &[String], lang: Lang) -> (String, String) {
                let (title, body) = self.templates(lang);
                (filled(title, args), filled(body, args))
            }
        }
    };
}

message_kinds! {
    /// Passed one stage: {0} title, {1} stage that comes next.
    Passed "passed" Decisions
        "“{0}”已通过一级审核" "现转入{1}。"
        "“{0}” passed a stage of review" "It goes on to: {1}.";
    Approved "approved" Decisions
        "“{0}”已通过全部审核" "活动已向公众公布。活动结束后请在规定时间内补充活动信息。"
        "“{0}” was approved" "It is public now. Please add the supplement in time after the activity.";
    /// {0} title, {1} status, {2} reason.
    Rejected "rejected" Decisions
        "“{0}”需要修改" "{1}。原因：{2}。修改后可重新提交。"
        "“{0}” needs changes" "{1}. Reason: {2}. Change it and submit again.";
    /// {0} title, {1} reason.
    TakenDown "taken_down" Decisions
        "“{0}”已下架" "原因：{1}。"
        "“{0}” was taken down" "Reason: {1}.";
    Restored "restored" Decisions
        "“{0}”已恢复展示" "说明：{1}。"
        "“{0}” is shown again" "Note: {1}.";
    /// {0} title, {1} other title.
    Joined "joined" Decisions
        "“{0}”被标记为联合主办" "与“{1}”计为同一场活动，统计时只计一次。"
        "“{0}” was marked as a joint filing" "It counts once together with “{1}”.";
    /// {0} edition, {1} last day, {2} number of unfinished filings.
    FilingCloses "filing_closes" Deadlines
        "填报即将截止：{1}" "{0}还有 {2} 项活动未提交或待修改。"
        "Filing closes on {1}" "{0}: {2} filings are not submitted or need changes.";
    /// {0} title, {1} last day.
    DraftStarts "draft_starts" Deadlines
        "“{0}”即将开始，尚未提交" "活动将于 {1} 开始，建议在开始前提交审核。"
        "“{0}” starts soon and is not submitted" "It starts on {1}; submit it before.";
    /// {0} number, {1} stage.
    Assigned "assigned" Tasks
        "有 {0} 项活动分配给您审核" "环节：{1}。"
        "{0} {0|filing was|filings were} given to you to review" "Stage: {1}.";
    /// {0} who is away, {1} from, {2} until.
    StandsIn "stands_in" Tasks
        "{0}委托您代为审核" "期间：{1} 至 {2}。"
        "{0} asks you to stand in" "From {1} to {2}.";
    /// {0} title, {1} category.
    ContentReported "content_reported" Tasks
        "收到公众举报：“{0}”" "类别：{1}。请核实处理并答复。"
        "A visitor reported “{0}”" "Category: {1}. Please look into it and answer.";
    /// {0} organisation.
    OrganizationCertified "organization_certified" Decisions
        "“{0}”已通过认证" "现在可以正常使用。"
        "“{0}” is certified" "It can be used as usual.";
    /// {0} organisation, {1} reason.
    OrganizationReturned "organization_returned" Decisions
        "“{0}”的认证申请被退回" "原因：{1}。请补充或修改后重新申请；填报不受影响。"
        "The certification of “{0}” was sent back" "Reason: {1}. Mend it and ask again; filing goes on meanwhile.";
    /// {0} organisation, {1} reason.
    OrganizationSuspended "organization_suspended" Decisions
        "“{0}”已停用" "原因：{1}。"
        "“{0}” was suspended" "Reason: {1}.";
    /// {0} venue, {1} reason.
    VenueTakenDown "venue_taken_down" Decisions
        "科普阵地“{0}”已下架" "原因：{1}。修改后请联系所在地科协恢复展示。"
        "The venue “{0}” was taken down" "Reason: {1}. Mend it and ask the officials of its region to show it again.";
    /// {0} venue, {1} note.
    VenueRestored "venue_restored" Decisions
        "科普阵地“{0}”已恢复展示" "说明：{1}。"
        "The venue “{0}” is shown again" "Note: {1}.";
    /// {0} organisation, {1} who.
    JoinRequested "join_requested" Tasks
        "{1}申请加入“{0}”" "请在成员管理中处理。"
        "{1} asks to join “{0}”" "Please decide among the members.";
    /// {0} organisation.
    JoinApproved "join_approved" Decisions
        "您已加入“{0}”" "现在可以为该单位填报活动。"
        "You are a member of “{0}”" "You can file for it now.";
    /// {0} organisation, {1} reason.
    JoinRefused "join_refused" Decisions
        "加入“{0}”的申请未通过" "原因：{1}。"
        "Your request to join “{0}” was refused" "Reason: {1}.";
    /// {0} organisation.
    MadeOrgAdmin "made_org_admin" Decisions
        "您已成为“{0}”的单位管理员" "可以管理成员和单位信息。"
        "You administer “{0}”" "You can manage its members and details.";
    /// {0} organisation.
    NoLongerOrgAdmin "no_longer_org_admin" Decisions
        "您不再是“{0}”的单位管理员" "仍可为该单位填报活动。"
        "You no longer administer “{0}”" "You can still file for it.";
    /// {0} organisation.
    LetGo "let_go" Decisions
        "您已不再是“{0}”的成员" "如有疑问，请联系该单位管理员。"
        "You are no longer a member of “{0}”" "Ask its administrators if in doubt.";
    /// {0} title, {1} last day, {2} reason.
    SupplementExtended "supplement_extended" Deadlines
        "“{0}”补充信息延期至 {1}" "说明：{2}。请在 {1} 24:00 前提交。"
        "More time for “{0}”: until {1}" "Note: {2}. Submit the supplement by the end of {1}.";
    /// {0} title, {1} last day, {2} days left.
    SupplementDue "supplement_due" Deadlines
        "“{0}”补充信息还剩 {2} 天" "请在 {1} 24:00 前提交活动补充信息，逾期不能推优。"
        "“{0}”: {2} day(s) left for the supplement" "Submit it by the end of {1}; later it cannot be recommended.";
    /// {0} edition, {1} filed, {2} target, {3} last day, {4} a word of the level above.
    QuotaBehind "quota_behind" Deadlines
        "任务指标提醒：已填报 {1} 项，指标 {2} 项" "{0}填报截止 {3}。请组织本地区单位抓紧填报。{4}"
        "Behind the target: {1} of {2} filed" "{0}: filing counts until {3}. Please get organisations in your region to file. {4}";
    /// {0} name, {1} list.
    Recommended "recommended" Decisions
        "“{0}”已列入推荐名单" "已列入{1}，名单已锁定。"
        "“{0}” is recommended" "It is on the list of {1}.";
    /// {0} name, {1} list, {2} reason.
    RecommendationReturned "recommendation_returned" Decisions
        "“{0}”的推优申请被退回" "{1}。原因：{2}。"
        "The application of “{0}” was sent back" "{1}. Reason: {2}.";
    /// {0} list, {1} reason.
    ListReturned "list_returned" Tasks
        "{0}被退回" "原因：{1}。请调整后重新锁定上报。"
        "{0} was sent back" "Reason: {1}. Change it, lock it and pass it up again.";
    /// {0} list, {1} number.
    ListEndorsed "list_endorsed" Tasks
        "{0}已上报" "共 {1} 项，请遴选。"
        "{0} was passed up" "{1} {1|entry|entries} to choose from.";
    /// {0} list, {1} last day, {2} days left.
    ListLocks "list_locks" Deadlines
        "{0}还剩 {2} 天锁定" "请在 {1} 24:00 前完成遴选、排序和锁定。"
        "{0}: {2} day(s) left" "Choose, order and lock by the end of {1}.";
    /// {0} name, {1} first day, {2} last day.
    NoticeBegins "notice_begins" Decisions
        "“{0}”进入公示" "公示期 {1} 至 {2}。"
        "“{0}” is in a public notice" "From {1} to {2}.";
    /// {0} notice, {1} last day, {2} undecided objections.
    NoticeEnds "notice_ends" Deadlines
        "{0}即将期满" "公示期至 {1}，尚有 {2} 件异议待处理。"
        "{0} ends soon" "It ends on {1}; {2} {2|objection is|objections are} undecided.";
    /// {0} notice.
    ObjectionMade "objection_made" Tasks
        "{0}收到异议" "请核实后作出处理。"
        "An objection to {0}" "Look into it and decide.";
    /// {0} notice, {1} decision, {2} reason.
    ObjectionDecided "objection_decided" Decisions
        "您对{0}的异议已处理" "处理结果：{1}。说明：{2}。"
        "Your objection to {0} was decided" "{1}. {2}";
    /// {0} name, {1} praise, {2} certificate number.
    CertificateIssued "certificate_issued" Decisions
        "“{0}”获评{1}" "证书编号 {2}，可在线查验和下载。"
        "“{0}” is praised: {1}" "Certificate {2} can be verified and downloaded.";
    /// {0} certificate number, {1} reason.
    CertificateRevoked "certificate_revoked" Decisions
        "证书 {0} 已撤销" "原因：{1}。"
        "Certificate {0} was revoked" "Reason: {1}.";
    /// {0} who sent it, {1} title.
    CircularIssued "circular_issued" Tasks
        "通知：{1}" "{0}发来，请及时查阅。"
        "Notice: {1}" "From {0}; please read it.";
    /// {0} who corrected it, {1} title, {2} what was corrected.
    CircularCorrected "circular_corrected" Tasks
        "通知已更正：{1}" "{0}更正：{2}"
        "Notice corrected: {1}" "By {0}: {2}";
    /// {0} who withdrew it, {1} title, {2} reason.
    CircularWithdrawn "circular_withdrawn" Tasks
        "通知已撤回：{1}" "{0}撤回。原因：{2}。"
        "Notice withdrawn: {1}" "By {0}. Reason: {2}.";
    /// {0} who reminds, {1} title.
    CircularUnread "circular_unread" Tasks
        "尚未查阅的通知：{1}" "{0}提醒查阅。"
        "Not read yet: {1}" "{0} asks you to read it.";
    /// {0} what, {1} last day, {2} days left.
    CircularDue "circular_due" Deadlines
        "{0}：还剩 {2} 天" "请在 {1} 24:00 前完成，完成后在通知中标记。"
        "{0}: {2} day(s) left" "Do it by the end of {1}, then mark it in the notice.";
    /// {0} summary, {1} unit.
    SummarySubmitted "summary_submitted" Tasks
        "{1}报送了总结" "{0}，请审阅。"
        "{1} handed in its summary" "{0}: please read it.";
    /// {0} summary, {1} reason.
    SummaryReturned "summary_returned" Decisions
        "{0}被退回" "原因：{1}。请修改后重新报送。"
        "{0} was sent back" "Reason: {1}. Change it and hand it in again.";
    /// {0} summary.
    SummaryAccepted "summary_accepted" Decisions
        "{0}已采纳" "上级已采纳，内容不再更改。"
        "{0} was accepted" "It is final now.";
    /// {0} edition, {1} last day, {2} days left.
    SummaryDue "summary_due" Deadlines
        "{0}总结报送还剩 {2} 天" "请在 {1} 24:00 前报送总结。"
        "{0}: {2} day(s) left for the summary" "Hand it in by the end of {1}.";
    /// {0} title, {1} organisation.
    ResourceSubmitted "resource_submitted" Tasks
        "待审核的科普资源：“{0}”" "{1}提交，请审核。"
        "A resource to review: “{0}”" "Handed in by {1}.";
    /// {0} title.
    ResourcePublished "resource_published" Decisions
        "科普资源“{0}”已公开" "其他单位可以查看和使用。"
        "The resource “{0}” is public" "Others can find and use it now.";
    /// {0} title, {1} reason.
    ResourceReturned "resource_returned" Decisions
        "科普资源“{0}”被退回" "原因：{1}。修改后可重新提交。"
        "The resource “{0}” was sent back" "Reason: {1}. Change it and hand it in again.";
    /// {0} title, {1} batch.
    ResourceRecommended "resource_recommended" Decisions
        "科普资源“{0}”获省级推荐" "推荐批次：{1}。"
        "The resource “{0}” is recommended by the province" "Batch: {1}.";
    /// {0} title.
    ResourceFeatured "resource_featured" Decisions
        "科普资源“{0}”入选国家精选" "已在资源库中标注。"
        "The resource “{0}” is a national selection" "The library says so.";
    /// {0} title, {1} reason.
    ResourceDeclined "resource_declined" Decisions
        "科普资源“{0}”未入选国家精选" "原因：{1}。资源继续公开。"
        "The resource “{0}” was not selected nationally" "Reason: {1}. It stays public.";
    /// {0} title, {1} organisation, {2} number of people.
    ResourceReused "resource_reused" Tasks
        "{1}使用了您的科普资源“{0}”" "惠及 {2} 人次。"
        "{1} used your resource “{0}”" "It reached {2} people.";
    /// {0} title, {1} answer.
    ReportAnswered "report_answered" Decisions
        "您对“{0}”的举报已处理" "{1}"
        "Your report on “{0}” was answered" "{1}";
}

/// A message in one's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Message {
    pub id: MessageId,
    pub kind: MessageKind,
    pub topic: Topic,
    pub title: String,
    pub body: String,
    /// What it is about.
    pub activity_id: Option<ActivityId>,
    /// The notice it is about.
    #[serde(default)]
    pub circular_id: Option<CircularId>,
    pub created_at: Instant,
    pub read_at: Option<Instant>,
}

/// Marks messages as read: some, or all of them.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct MarkRead {
    /// At most 100.
    pub ids: Vec<MessageId>,
    /// Every message there is now.
    pub all: bool,
}

/// How many messages wait to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Unread {
    pub unread: i64,
}

/// What a person gets by SMS beside the inbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct Preferences {
    /// 审核结果
    pub sms_decisions: bool,
    /// 截止提醒
    pub sms_deadlines: bool,
    /// 待办
    pub sms_tasks: bool,
}

impl Default for Preferences {
    /// Decisions reach everybody; the rest would be many messages for a reviewer.
    fn default() -> Self {
        Self {
            sms_decisions: true,
            sms_deadlines: true,
            sms_tasks: false,
        }
    }
}

impl Preferences {
    pub const fn wants_sms(self, topic: Topic) -> bool {
        match topic {
            Topic::Decisions => self.sms_decisions,
            Topic::Deadlines => self.sms_deadlines,
            Topic::Tasks => self.sms_tasks,
        }
    }
}

/// A change; what is left out stays.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct PreferencesChange {
    pub sms_decisions: Option<bool>,
    pub sms_deadlines: Option<bool>,
    pub sms_tasks: Option<bool>,
}

impl PreferencesChange {
    pub fn on(self, p: Preferences) -> Preferences {
        Preferences {
            sms_decisions: self.sms_decisions.unwrap_or(p.sms_decisions),
            sms_deadlines: self.sms_deadlines.unwrap_or(p.sms_deadlines),
            sms_tasks: self.sms_tasks.unwrap_or(p.sms_tasks),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_back_and_both_languages_name_the_same_arguments() {
        for kind in MessageKind::ALL {
            assert_eq!(MessageKind::parse(kind.as_str()), Some(*kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
            let (zh, en) = (kind.templates(Lang::Zh), kind.templates(Lang::En));
            for slot in ["{0}", "{1}", "{2}"] {
                let has = |(title, body): (&str, &str)| title.contains(slot) || body.contains(slot);
                assert_eq!(has(zh), has(en), "{} {slot}", kind.as_str());
            }
        }
    }
}
