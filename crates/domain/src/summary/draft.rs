//! A first text of a summary, made of its figures. It says what can be counted and leaves the rest to a person; each
//! section begins with a mark, and nothing that carries it can be handed in.

use super::{FigureShare, SummaryContent, SummaryFigures, SummaryLine, TopActivity};
use crate::statistics::Figures;

/// What every section of a draft begins with. It has to be deleted where it stands: whoever does has been there.
pub const DRAFT_MARK: &str = "【数据草稿】";
const HINT: &str = "以下由平台数据汇总，请核对修改后删去本行。";
/// Kinds of organisations and audiences that are named.
const NAMED: usize = 8;

/// The text for a unit: with the figures put in by hand, where there are any.
pub fn draft(unit: &str, edition: &str, figures: &SummaryFigures, reported: &SummaryLine) -> SummaryContent {
    SummaryContent {
        overview: marked(vec![overview(unit, edition, figures, reported)]),
        key_activities: marked(key_activities(figures)),
        mobilization: marked(mobilization(figures, reported)),
        service: marked(service(figures, reported)),
        publicity: marked(publicity(figures, reported)),
        ..SummaryContent::default()
    }
}

fn marked(paragraphs: Vec<String>) -> String {
    let mut all = vec![format!("{DRAFT_MARK}{HINT}")];
    all.extend(paragraphs);
    all.join("\n")
}

/// 线下参与 N 人次、线上参与 N 人次: never added up.
fn participants(f: &Figures) -> String {
    format!(
        "线下参与 {} 人次、线上参与 {} 人次",
        f.actual_offline, f.actual_online
    )
}

fn overview(unit: &str, edition: &str, figures: &SummaryFigures, reported: &SummaryLine) -> String {
    let f = &reported.figures;
    let mut text = format!(
        "{edition}期间，{unit}共填报活动 {} 项，审核通过 {} 项，开展 {} 场次；",
        f.filed, f.approved, f.sessions
    );
    if let Some((target, percent)) = reported.target.zip(reported.completion()) {
        text.push_str(&format!("任务指标 {target} 项，完成率 {percent}%；"));
    }
    text.push_str(&format!(
        "{}（据已提交活动补充信息的 {} 项活动统计），科技工作者参与 {} 人。",
        participants(f),
        f.supplemented,
        f.sci_workers
    ));
    let as_of = figures
        .as_of
        .map(|at| at.shanghai_clock().format("%Y年%-m月%-d日 %H:%M"));
    if let Some(as_of) = as_of {
        text.push_str(&format!("数据截至 {as_of}。"));
    }
    text
}

fn key_activities(figures: &SummaryFigures) -> Vec<String> {
    let mut all = Vec::new();
    let held = figures
        .categories
        .iter()
        .filter(|share| share.figures.approved > 0);
    for (n, share) in (1..).zip(held) {
        let f = &share.figures;
        all.push(format!(
            "{n}. {}。开展活动 {} 项、{} 场次，{}。",
            share.name,
            f.approved,
            f.sessions,
            participants(f)
        ));
    }
    if all.is_empty() {
        all.push("尚无审核通过的活动。".to_owned());
    }
    let joint = listed(&figures.sub_categories);
    if !joint.is_empty() {
        all.push(format!("各项联合行动：{joint}。"));
    }
    all.extend(most("现场参与人次较多的活动有：", "线下", &figures.top_on_site));
    all.extend(most("网络参与人次较多的活动有：", "线上", &figures.top_online));
    all.push("主要成效：（请结合实际补充）".to_owned());
    all
}

fn most(lead: &str, how: &str, top: &[TopActivity]) -> Option<String> {
    let named: Vec<String> = top
        .iter()
        .map(|a| {
            format!(
                "“{}”（{}，{how} {} 人次）",
                a.title, a.organization_name, a.participants
            )
        })
        .collect();
    (!named.is_empty()).then(|| format!("{lead}{}。", named.join("、")))
}

/// Name and number of activities of those that have any, the most first.
fn listed(shares: &[FigureShare]) -> String {
    let mut held: Vec<&FigureShare> = shares.iter().filter(|share| share.figures.approved > 0).collect();
    // Stable: equal numbers stay in the order of the dictionary.
    held.sort_by_key(|share| std::cmp::Reverse(share.figures.approved));
    let more = held.len() > NAMED;
    let named: Vec<String> = held
        .into_iter()
        .take(NAMED)
        .map(|share| format!("{} {} 项", share.name, share.figures.approved))
        .collect();
    format!("{}{}", named.join("、"), if more { "等" } else { "" })
}

fn mobilization(figures: &SummaryFigures, reported: &SummaryLine) -> Vec<String> {
    let mut all = Vec::new();
    let listed = listed(&figures.organization_kinds);
    if !listed.is_empty() {
        let units = reported
            .organizations
            .map(|n| format!("共有 {n} 家单位开展活动。"));
        all.push(format!("{}按单位类型统计：{listed}。", units.unwrap_or_default()));
    }
    all.push("企业、园区、高校、学会等组织动员情况：（请结合实际补充）".to_owned());
    all
}

fn service(figures: &SummaryFigures, reported: &SummaryLine) -> Vec<String> {
    let mut all = vec![format!(
        "共有科技工作者 {} 人参与科普活动。",
        reported.figures.sci_workers
    )];
    let listed = listed(&figures.audiences);
    if !listed.is_empty() {
        all.push(format!(
            "面向重点人群开展活动：{listed}（同一活动可面向多类人群，各类不相加）。"
        ));
    }
    all.push("服务科技工作者和重点人群的主要做法：（请结合实际补充）".to_owned());
    all
}

fn publicity(figures: &SummaryFigures, reported: &SummaryLine) -> Vec<String> {
    let f = &reported.figures;
    let levels: Vec<String> = figures
        .outlets
        .iter()
        .filter(|share| share.figures.media_reports > 0)
        .map(|share| format!("{} {} 篇", share.name, share.figures.media_reports))
        .collect();
    let of_which = if levels.is_empty() {
        String::new()
    } else {
        format!("，其中{}", levels.join("、"))
    };
    vec![
        format!("媒体报道 {} 篇{of_which}。", f.media_reports),
        format!(
            "留存图片 {} 张、视频 {} 个，{} 项活动形成可复用科普资源。",
            f.photos, f.videos, f.reusable_resources
        ),
        "宣传工作、阵地打卡等科普实践创新情况：（请结合实际补充）".to_owned(),
    ]
}
