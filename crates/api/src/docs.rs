//! The OpenAPI 3.1 document and its interactive page, which needs no internet.

mod examples;
mod flat;
mod parameters;
pub(crate) mod patches;
mod refusals;

use domain::api_client::Scope;
use utoipa::openapi::OpenApi;
use utoipa::openapi::security::{
    ClientCredentials, Flow, Http, HttpAuthScheme, OAuth2, Scopes, SecurityScheme,
};
use utoipa::{Modify, OpenApi as _};
use utoipa_actix_web::AppExt;

use crate::routes;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "科普活动平台 kepu",
        description = "全国科普日（科普月）活动填报、审核与公众查询。\n\nFiling, review and public search of National Science Popularization Day activities.\n\n\
            Times are RFC 3339, days are Asia/Shanghai. Lists are walked with `cursor`. Changes need `If-Match`. Refusals are `application/problem+json` with a stable `code`.",
        license(name = "Apache-2.0", identifier = "Apache-2.0")
    ),
    components(schemas(domain::problem::Problem, domain::problem::FieldError, domain::statistics::CountedAs)),
    modifiers(&Bearer),
    tags(
        (name = "account", description = "登录与个人信息 Signing in, one's own account"),
        (name = "organizations", description = "组织库 Organisations"),
        (name = "media", description = "文件 Pictures, films, documents"),
        (name = "reference", description = "基础数据 Editions, regions, dictionaries"),
        (name = "activities", description = "活动填报 Filing activities"),
        (name = "review", description = "审核 Reviewing"),
        (name = "check-in", description = "打卡 Checking in at activities: points, codes, stamps"),
        (name = "venues", description = "科普阵地与科普研学路线 Science venues and themed routes"),
        (name = "supplement", description = "活动补充信息与推优资格 After the event: supplement, eligibility"),
        (name = "resources", description = "科普资源库 The resource library: made of activities, used again"),
        (name = "recommendation", description = "推优、公示与证书 Recommendation, public notices, certificates"),
        (name = "notices", description = "通知公告、转发、回执与待办 Notices: issuing, forwarding, receipts, what is to be done"),
        (name = "summary", description = "总结报送 Summaries of regions and organisations"),
        (name = "exchange", description = "导入与导出 Bringing tables in, taking lists out"),
        (name = "messages", description = "消息 Messages to the caller"),
        (name = "administration", description = "系统设置 What administrators set"),
        (name = "reporting", description = "统计报送 Targets, figures, summaries, tables in and out"),
        (name = "integration", description = "其他系统接入 For other systems: clients, tokens, feeds of changes, webhooks, the registry"),
        (name = "public", description = "公众查询 For everyone, without signing in"),
        (name = "platform", description = "平台信息 This installation"),
        (name = "operations", description = "运行状态 For the operator's tools"),
    )
)]
struct Document;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut OpenApi) {
        let scheme = SecurityScheme::Http(
            Http::builder()
                .scheme(HttpAuthScheme::Bearer)
                .bearer_format("JWT")
                .build(),
        );
        let scopes = Scope::ALL.map(|scope| (scope.as_str(), scope.name()));
        let flow = ClientCredentials::new("/api/v1/oauth/token", Scopes::from_iter(scopes));
        let oauth2 = SecurityScheme::OAuth2(OAuth2::new([Flow::ClientCredentials(flow)]));
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("bearer", scheme);
        components.add_security_scheme("oauth2", oauth2);
    }
}

/// The document, gathered from the registered handlers.
pub fn document() -> OpenApi {
    let (_, mut gathered) = actix_web::App::new()
        .into_utoipa_app()
        .openapi(Document::openapi())
        .configure(routes::all)
        .split_for_parts();
    flat::flatten(&mut gathered);
    examples::attach(&mut gathered);
    parameters::describe(&mut gathered);
    refusals::narrow(&mut gathered);
    gathered
}

/// The document as it is served and committed.
pub fn text(document: &OpenApi) -> String {
    let mut text = document.to_pretty_json().unwrap_or_default();
    text.push('\n');
    text
}
