//! Texts of other systems that use the platform.

use domain::api_client::Scope;
use domain::problem::Lang;

use super::{lang, t};

super::texts! {
    TITLE "第三方系统" "Other systems";
    LEAD "为其他系统开通接口，设定授权范围，管理密钥。" "Give other systems access to the API: what each may do, and its secret.";
    NONE "还没有接入的系统" "No system is connected yet";
    NONE_HINT "新增系统后，把生成的密钥交给对方，即可访问接口。" "Add one and hand its secret over; it can use the API from then on.";
    NEW "新增系统" "Add a system";
    // fields
    NAME "系统名称" "Name";
    NAME_HINT "如：浙江省科协数据平台" "Such as: data platform of the Zhejiang association";
    SCOPES "授权范围" "What it may do";
    READ_HINT "读取所选地区的活动，不含个人信息" "Take the activities of its region, without anything personal";
    WRITE_HINT "代所选单位填报和提交活动" "File activities for the organisations it is given";
    SYNC_HINT "读取所选地区的组织及其变动" "Take the organisations of its region and what changes in them";
    STATISTICS_HINT "读取所选地区的汇总数据" "Take the figures of its region";
    ORGANIZATIONS "代为填报的单位" "Organisations it files for";
    ORGANIZATIONS_HINT "按名称、简称或统一社会信用代码查找，选中后加入；应在下方所选的数据范围内" "Found by full or short name or credit code; within the region chosen below";
    ORGANIZATION_REMOVE "移除“{0}”" "Remove “{0}”";
    ORGANIZATION_UNKNOWN "未知单位" "Unknown organisation";
    REGION "数据范围" "Region";
    REGION_HINT "只能访问所选地区的数据；不选即为全国" "It gets what lies in this region; the whole country where none is chosen";
    RATE "每分钟请求上限" "Requests a minute";
    RATE_HINT "超过后暂时拒绝，一般选 300" "More are refused for a while; 300 is usual";
    RATE_OF "{0} 次" "{0}";
    // rows and facts
    RATE_ROW "每分钟 {0} 次" "{0} {0|request|requests} a minute";
    ORGANIZATIONS_ROW "代 {0} 个单位填报" "organisations it files for: {0}";
    USED "最近获取令牌：{0}" "Last got a token: {0}";
    USED_NEVER "尚未获取过令牌" "Never got a token";
    JOIN "、" ", ";
    IN_USE "使用中" "In use";
    REVOKED "已撤销" "Revoked";
    FACTS "基本情况" "Details";
    CREATED "新增时间" "Added";
    LAST_USED "最近获取令牌" "Last token";
    ROTATED "密钥生成时间" "Secret made";
    PREVIOUS_UNTIL "旧密钥可用至" "Former secret good until";
    REVOKED_AT "撤销时间" "Revoked";
    NEVER "尚未" "Never";
    IS_REVOKED "此系统已撤销，不能再访问接口" "Revoked: it can no longer use the API";
    IS_REVOKED_HINT "如需再次接入，请新增一个系统。" "Add it anew to give it access again.";
    // changing
    PERMISSIONS "授权设置" "What it may do";
    PERMISSIONS_HINT "保存后立即生效，已发放的令牌也按新的授权执行。" "In force at once, for tokens it has already, too.";
    SAVED "已保存，立即生效" "Saved and in force";
    // secret
    SECRET "密钥" "Secret";
    ROTATE_LEAD "密钥泄露、人员变动或到期时，请更换密钥。" "Replace it when it has leaked, when people change, or from time to time.";
    ROTATE "更换密钥" "Replace the secret";
    ROTATE_WHEN "原密钥何时停用" "The present secret ends";
    ROTATE_NOW "立即停用" "At once";
    ROTATE_24 "24 小时后" "In 24 hours";
    ROTATE_72 "72 小时后" "In 72 hours";
    ROTATE_WEEK "7 天后" "In 7 days";
    ROTATE_NOW_TEXT "原密钥和用它获取的令牌立即失效。对方换上新密钥之前，将无法访问接口。" "The present secret and every token got with it are refused at once. The system has no access until it uses the new one.";
    ROTATE_LATER_TEXT "停用之前新旧密钥都可使用，请通知对方及时更换；到时原密钥和用它获取的令牌一并失效。" "Both secrets are good until then, so that the system can change over. Then the present one is refused, with every token got with it.";
    ROTATE_AGAIN_TEXT "上次更换时保留的旧密钥将立即失效。" "The secret kept from the last replacement ends at once.";
    REVOKE "撤销" "Revoke";
    REVOKE_TITLE "撤销“{0}”？" "Revoke “{0}”?";
    REVOKE_HEAD "撤销访问" "Ending its access";
    REVOKE_LEAD "不再合作时撤销。撤销后不能恢复。" "When it is no longer needed. It cannot be taken back.";
    REVOKE_TEXT "撤销后，它的密钥和令牌立即失效，不能恢复。记录仍保留在列表中。" "Its secret and tokens are refused at once, and for good. It stays in the list.";
    REVOKE_DONE "“{0}”已撤销" "“{0}” is revoked";
    // what its holder is given
    ISSUED_USE "用 client_id 和 client_secret 换取令牌，有效 15 分钟；访问接口时放在 Authorization 头中。" "Exchange client_id and client_secret for a token, good for 15 minutes; send it in the Authorization header.";
    CLIENT_ID "client_id" "client_id";
    CLIENT_SECRET "client_secret" "client_secret";
}

/// What a scope is called.
pub fn scope(scope: Scope) -> &'static str {
    match (lang(), scope) {
        (Lang::Zh, scope) => scope.name(),
        (Lang::En, Scope::ActivitiesRead) => "Read activities",
        (Lang::En, Scope::ActivitiesWrite) => "File activities",
        (Lang::En, Scope::OrganizationsSync) => "Synchronise organisations",
        (Lang::En, Scope::StatisticsRead) => "Read figures",
    }
}

/// What a scope lets somebody do.
pub fn scope_hint(scope: Scope) -> &'static str {
    t(match scope {
        Scope::ActivitiesRead => READ_HINT,
        Scope::ActivitiesWrite => WRITE_HINT,
        Scope::OrganizationsSync => SYNC_HINT,
        Scope::StatisticsRead => STATISTICS_HINT,
    })
}
