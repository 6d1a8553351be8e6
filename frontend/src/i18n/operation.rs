//! Names of the operations that the audit log tells of most.

use super::Text;

macro_rules! operations {
    ($($id:literal $zh:literal $en:literal;)*) => {
        /// Identifiers of the OpenAPI document with their names.
        pub const ALL: &[(&str, Text)] = &[$(($id, Text { zh: $zh, en: $en })),*];
    };
}

operations! {
    // accounts
    "account_sign_in" "登录" "Sign in";
    "account_sign_out" "退出登录" "Sign out";
    "account_end_device" "结束一台设备的登录" "Sign a device out";
    "account_change" "修改称呼" "Change the own name";
    "account_export" "导出个人数据" "Export the own data";
    "account_erase" "注销账号" "Delete the own account";
    "second_factor_begin" "开始绑定身份验证器" "Begin to set up an authenticator";
    "second_factor_confirm" "绑定或验证身份验证器" "Set up or verify an authenticator";
    "second_factor_renew_codes" "重新生成恢复码" "New recovery codes";
    "second_factor_remove" "解除身份验证器" "Remove the authenticator";
    // security administrators
    "account_list" "查找账号" "Look an account up";
    "account_lock" "停用账号" "Lock an account";
    "account_unlock" "恢复账号" "Open a locked account";
    "account_reset_second_factor" "为他人解除身份验证器" "Remove somebody's authenticator";
    "account_end_sessions" "结束账号的全部登录" "End every session of an account";
    "grant_list" "查看角色授权" "Read who holds which role";
    "grant_create" "授予角色" "Give a role";
    "grant_delete" "收回角色" "Take a role back";
    "audit_list" "查看审计日志" "Read the audit log";
    "delegation_create" "委托代办" "Ask somebody to stand in";
    "delegation_end" "结束委托" "End a stand-in";
    // activities
    "activity_create" "新建活动" "Begin an activity";
    "activity_submit" "提交活动" "Submit an activity";
    "activity_withdraw" "撤回活动" "Withdraw an activity";
    "activity_delete" "删除活动草稿" "Delete a draft";
    "activity_show" "查看活动的个人信息" "Read personal data of an activity";
    "activity_review" "审核活动" "Decide on an activity";
    "activity_undo" "撤销审核" "Take a decision back";
    "activity_take_down" "下架活动" "Take an activity down";
    "activity_restore" "恢复公布活动" "Show an activity again";
    "review_batch" "批量审核" "Decide on several";
    "review_distribute" "分配审核" "Distribute filings";
    "supplement_submit" "提交补充信息" "Submit a supplement";
    "media_announce" "上传文件" "Upload a file";
    "media_complete" "完成上传" "Finish an upload";
    "import_start" "批量导入" "Import a table";
    "export_activities" "导出活动" "Export activities";
    "export_organizations" "导出单位" "Export organisations";
    // organisations
    "organization_create" "登记单位" "Register an organisation";
    "organization_change" "修改单位信息" "Change an organisation";
    "organization_request_certification" "申请认证" "Ask for certification";
    "organization_decide_certification" "办理单位认证" "Decide on certification";
    "organization_merge" "合并单位" "Merge organisations";
    "member_join" "申请加入单位" "Ask to join an organisation";
    "member_decide" "办理加入申请" "Decide on a request to join";
    "member_change" "变更成员角色" "Change a member's role";
    "member_remove" "移出成员" "Let a member go";
    // the rest of what officials do
    "recommendation_list_lock" "锁定推荐名单" "Lock a recommendation list";
    "recommendation_list_endorse" "上报推荐名单" "Pass a recommendation list up";
    "notice_begin" "发布公示" "Begin a public notice";
    "objection_decide" "处理异议" "Decide on an objection";
    "quotas_replace" "下达任务指标" "Set targets";
    "summary_submit" "报送总结" "Hand a summary in";
    "circular_publish" "发布通知" "Publish a notice";
    "report_answer" "答复举报" "Answer a report";
    "resource_review" "审核科普资源" "Decide on a resource";
    // system administrators
    "words_replace" "更新敏感词" "Change the sensitive words";
    "edition_change" "修改届次设置" "Change an edition";
    "api_client_create" "新增系统接入" "Add a client";
    "api_client_rotate" "更换接入密钥" "Replace a client's secret";
    "api_client_revoke" "停用系统接入" "Revoke a client";
    "webhook_create" "新增事件通知" "Add a webhook";
}
