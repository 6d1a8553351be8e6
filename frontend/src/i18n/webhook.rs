//! Texts of telling other systems what happens.

use domain::problem::Lang;
use domain::webhook::{DeliveryStatus, EventKind};

use super::{lang, t};

super::texts! {
    TITLE "事件推送" "Event notices";
    LEAD "活动和组织有变动时，自动通知对方系统（Webhook）。" "Other systems are told when activities and organisations change (webhooks).";
    NONE "还没有接收地址" "No address yet";
    NONE_HINT "新增接收地址后，所选事件发生时自动推送。" "Add one, and it is told of the events chosen for it.";
    NEW "新增接收地址" "Add an address";
    // fields
    URL "接收地址" "Address";
    URL_HINT "公网可访问的 https 地址" "An https address, publicly reachable";
    DESCRIPTION "说明" "Description";
    DESCRIPTION_HINT "如：省科协数据平台" "Such as: data platform of the province";
    EVENTS "推送的事件" "Events";
    EVENTS_ALL "全部事件" "All events";
    EVENTS_ACTIVITY "活动" "Activities";
    EVENTS_ORGANIZATION "组织" "Organisations";
    REGION "地区范围" "Region";
    REGION_HINT "只推送所选地区的事件；不选即为全国" "Only what lies in this region; the whole country where none is chosen";
    // rows and facts
    EVENTS_ROW "{0} 种事件" "kinds of event: {0}";
    EVENTS_ROW_ALL "全部事件" "all events";
    ACTIVE "推送中" "Sending";
    PAUSED "已暂停" "Paused";
    FAILING "接收异常" "Not answering";
    FAILURES "连续 {0} 次未送达" "Failed attempts in a row: {0}";
    CLOSED_UNTIL "{0}前不再尝试" "nothing is sent before {0}";
    FACTS "推送状态" "State";
    CREATED "新增时间" "Added";
    ACTIVE_TEXT "事件发生后立即推送；没有送达的，在一天半内多次重试。暂停期间发生的事件不推送，也不补发。" "Events are sent at once; what is not confirmed is tried again for a day and a half. What happens while it is paused is not told, nor made up for.";
    PAUSED_TEXT "暂停期间发生的事件不推送，也不补发；暂停前未送达的，恢复后继续发送。" "What happens meanwhile is not told, nor made up for. What waited before is sent afterwards.";
    PAUSE "暂停推送" "Pause";
    RESUME "恢复推送" "Resume";
    PAUSED_NOW "已暂停推送" "Paused";
    RESUMED "已恢复推送" "Resumed";
    // changing
    SETTINGS "推送设置" "Settings";
    SAVED "已保存，立即生效" "Saved and in force";
    // secret
    SECRET "签名密钥" "Signing secret";
    ROTATE_LEAD "对方用它核对推送确实来自本平台。泄露时请更换。" "The receiver checks with it that a notice comes from here. Replace it when it has leaked.";
    ROTATE "更换密钥" "Replace the secret";
    ROTATE_TEXT "更换后 24 小时内，推送同时带有新旧两个密钥的签名，请通知对方及时更换。" "For 24 hours notices carry a signature with each secret, so that the receiver can change over.";
    ISSUED_USE "推送的 X-Kepu-Signature 头形如 t=时间,v1=签名；签名是用密钥对“时间.正文”计算的 HMAC-SHA256。" "X-Kepu-Signature reads t=<time>,v1=<signature>: the HMAC-SHA256 of “time.body” with this secret.";
    // removing
    REMOVE "删除" "Remove";
    REMOVE_HEAD "删除接收地址" "Removing the address";
    REMOVE_LEAD "只是暂时不需要时，请用暂停。" "Pause it where it is only not needed for a while.";
    REMOVE_TITLE "删除这个接收地址？" "Remove this address?";
    REMOVE_TEXT "不再推送，推送记录一并删除，不能恢复。" "Nothing more is sent, and the record of what was sent goes with it, for good.";
    REMOVED "接收地址已删除" "The address is removed";
    // what was sent
    LOG "推送记录" "What was sent";
    LOG_HINT "保留 90 天。" "Kept for 90 days.";
    LOG_FILTER "按结果查看" "By outcome";
    LOG_NONE "还没有推送记录" "Nothing was sent yet";
    LOG_NONE_HINT "所选事件发生后，会显示在这里。" "It shows here once such an event has happened.";
    LOG_NONE_FOUND "没有这样的记录" "There is none of these";
    PENDING "待送达" "Waiting";
    DELIVERED "已送达" "Delivered";
    DEAD "未送达" "Given up";
    NUMBER "第 {0} 条" "No. {0}";
    REPEATS "重发第 {0} 条" "Repeats no. {0}";
    AT "发生于 {0}" "Since {0}";
    DELIVERED_AT "{0}送达" "Delivered {0}";
    ATTEMPTS "尝试 {0} 次" "Attempts: {0}";
    NO_ATTEMPT "尚未尝试" "No attempt yet";
    ANSWERED "应答 {0}" "Answered {0}";
    TOOK "用时 {0} 毫秒" "Took {0} ms";
    NEXT "下次尝试：{0}" "Next attempt: {0}";
    NEXT_SOON "即将发送" "About to be sent";
    NEXT_PAUSED "推送已暂停，恢复后发送" "Paused; it is sent afterwards";
    WHY_STATUS "对方应答 {0}，应为 2xx" "It answered {0} where 2xx is expected";
    WHY_NO_HOST "域名不存在" "There is no such host";
    WHY_UNREACHABLE "连接失败或超时" "No connection, or no answer in time";
    WHY_FORBIDDEN "不是公网 https 地址" "Not https, or within a private network";
    WHY_INVALID "地址无效" "The address is none";
    DETAILS "推送内容" "What was sent";
    ANSWER "对方应答" "What it answered";
    EVENT_ID "事件编号" "Event";
    REPLAY "重新发送" "Send again";
    REPLAY_OF "重新发送第 {0} 条" "Send no. {0} again";
    REPLAYED "已加入推送，编号第 {0} 条" "It goes out again as no. {0}";
}

/// What is told of.
pub fn event(kind: EventKind) -> &'static str {
    use EventKind as E;
    match (lang(), kind) {
        (Lang::Zh, kind) => kind.name(),
        (Lang::En, E::ActivitySubmitted) => "Submitted",
        (Lang::En, E::ActivityPassed) => "Passed one stage",
        (Lang::En, E::ActivityApproved) => "Approved",
        (Lang::En, E::ActivityRejected) => "Sent back",
        (Lang::En, E::ActivityWithdrawn) => "Withdrawn",
        (Lang::En, E::ActivityTakenDown) => "Taken down",
        (Lang::En, E::ActivityRestored) => "Restored",
        (Lang::En, E::ActivityUndone) => "Decision undone",
        (Lang::En, E::OrganizationCertified) => "Organisation certified",
        (Lang::En, E::OrganizationReturned) => "Organisation sent back",
        (Lang::En, E::OrganizationSuspended) => "Organisation suspended",
        (Lang::En, E::OrganizationRenamed) => "Organisation renamed",
        (Lang::En, E::OrganizationMerged) => "Organisation merged",
    }
}

pub fn delivery_status(status: DeliveryStatus) -> &'static str {
    t(match status {
        DeliveryStatus::Pending => PENDING,
        DeliveryStatus::Delivered => DELIVERED,
        DeliveryStatus::Dead => DEAD,
    })
}
