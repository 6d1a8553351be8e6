//! Who may do what: the one place. The server asks it first in every use case, the browser to draw buttons.

use serde::{Deserialize, Serialize};

use crate::activity::status::{Stage, Status};
use crate::id::{AccountId, OrganizationId};
use crate::region::RegionCode;

/// A role that can be granted. Anyone signed in is a member without any.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 活动填报员
    Organizer,
    /// 单位管理员
    OrgAdmin,
    /// 县级管理员
    CountyAdmin,
    /// 市级管理员
    CityAdmin,
    /// 省管理员
    ProvinceReviewer,
    /// 全国管理员
    NationalReviewer,
    /// 系统管理员
    SystemAdmin,
    /// 安全管理员
    SecurityAdmin,
    /// 审计管理员
    AuditAdmin,
}

impl Role {
    pub const ALL: [Self; 9] = [
        Self::Organizer,
        Self::OrgAdmin,
        Self::CountyAdmin,
        Self::CityAdmin,
        Self::ProvinceReviewer,
        Self::NationalReviewer,
        Self::SystemAdmin,
        Self::SecurityAdmin,
        Self::AuditAdmin,
    ];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Organizer => "organizer",
            Self::OrgAdmin => "org_admin",
            Self::CountyAdmin => "county_admin",
            Self::CityAdmin => "city_admin",
            Self::ProvinceReviewer => "province_reviewer",
            Self::NationalReviewer => "national_reviewer",
            Self::SystemAdmin => "system_admin",
            Self::SecurityAdmin => "security_admin",
            Self::AuditAdmin => "audit_admin",
        }
    }
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.as_str() == text)
    }
    /// 称谓
    pub const fn name(self) -> &'static str {
        match self {
            Self::Organizer => "活动填报员",
            Self::OrgAdmin => "单位管理员",
            Self::CountyAdmin => "县级管理员",
            Self::CityAdmin => "市级管理员",
            Self::ProvinceReviewer => "省管理员",
            Self::NationalReviewer => "全国管理员",
            Self::SystemAdmin => "系统管理员",
            Self::SecurityAdmin => "安全管理员",
            Self::AuditAdmin => "审计管理员",
        }
    }
    /// Whether the role is one of the three separated duties of those who run the installation (三员分立): system, security,
    /// audit.
    pub const fn is_operators(self) -> bool {
        matches!(self, Self::SystemAdmin | Self::SecurityAdmin | Self::AuditAdmin)
    }
    /// Whether whoever holds the role has to give a code of an authenticator when signing in. PRODUCT §13; 等保 8.1.4.1 d.
    pub const fn needs_second_factor(self) -> bool {
        self.is_over_region() || self.is_operators()
    }
    /// Whether the role is one in an organisation.
    pub const fn is_in_organization(self) -> bool {
        matches!(self, Self::Organizer | Self::OrgAdmin)
    }
    /// Whether the role looks after a region: sees what is filed there, on every line it is given.
    pub const fn is_over_region(self) -> bool {
        matches!(
            self,
            Self::CountyAdmin | Self::CityAdmin | Self::ProvinceReviewer | Self::NationalReviewer
        )
    }
}

/// A role with its reach: an organisation, or a region subtree, optionally narrowed to review lines (条线).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    pub role: Role,
    pub region: Option<RegionCode>,
    pub organization: Option<OrganizationId>,
    /// Empty: every line.
    pub lines: Vec<String>,
    /// Whose grant it is, when the holder stands in for somebody on leave (委托).
    #[serde(default)]
    pub on_behalf_of: Option<AccountId>,
}

impl Grant {
    fn covers(&self, on: &ActivityScope) -> bool {
        let region = match (&self.role, &self.region) {
            (Role::NationalReviewer, None) => true,
            (_, Some(region)) => region.contains(&on.region),
            (_, None) => false,
        };
        region && (self.lines.is_empty() || on.line.as_ref().is_some_and(|line| self.lines.contains(line)))
    }
}

/// A signed-in person and what was granted to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub account: AccountId,
    pub grants: Vec<Grant>,
}

impl Actor {
    pub fn has(&self, role: Role) -> bool {
        self.grants.iter().any(|g| g.role == role)
    }
    /// Whether the actor files for this organisation.
    pub fn files_for(&self, organization: OrganizationId) -> bool {
        self.grants
            .iter()
            .any(|g| g.role.is_in_organization() && g.organization == Some(organization))
    }
    pub fn administers(&self, organization: OrganizationId) -> bool {
        self.grants
            .iter()
            .any(|g| g.role == Role::OrgAdmin && g.organization == Some(organization))
    }
    /// The organisations the actor files for.
    pub fn organizations(&self) -> Vec<OrganizationId> {
        let mut all: Vec<_> = self
            .grants
            .iter()
            .filter(|g| g.role.is_in_organization())
            .filter_map(|g| g.organization)
            .collect();
        all.sort_unstable();
        all.dedup();
        all
    }
    /// Grants over regions, the reach of an official.
    pub fn over_regions(&self) -> impl Iterator<Item = &Grant> {
        self.grants.iter().filter(|g| g.role.is_over_region())
    }
    /// Whether an official grant reaches this region, whatever the line.
    pub fn oversees(&self, region: &RegionCode) -> bool {
        self.over_regions().any(|g| match &g.region {
            Some(r) => r.contains(region),
            None => g.role == Role::NationalReviewer,
        })
    }
    /// Whether an official grant reaches this region on every line: what belongs to no line, such as a venue, is theirs.
    pub fn looks_after(&self, region: &RegionCode) -> bool {
        self.over_regions()
            .filter(|g| g.lines.is_empty())
            .any(|g| match &g.region {
                Some(r) => r.contains(region),
                None => g.role == Role::NationalReviewer,
            })
    }
    /// The regions whose public content the actor answers for, on every line: reports, resources. None lies in another.
    pub fn answers_for(&self) -> Vec<RegionCode> {
        let answers = |role| matches!(role, Role::ProvinceReviewer | Role::NationalReviewer);
        let all = self
            .over_regions()
            .filter(|g| answers(g.role) && g.lines.is_empty())
            .map(|g| g.region.clone().unwrap_or_else(RegionCode::country));
        RegionCode::widest(all.collect())
    }
    /// The grant under which a decision at a stage is made: one's own before somebody else's.
    pub fn grant_for(&self, stage: Stage, on: &ActivityScope) -> Option<&Grant> {
        self.over_regions()
            .filter(|g| g.role == reviewer_of(stage) && g.covers(on))
            .min_by_key(|g| g.on_behalf_of.is_some())
    }
    /// The role under which a step on this activity is recorded.
    pub fn role_on(&self, on: &ActivityScope) -> Option<Role> {
        let mut roles: Vec<Role> = self
            .grants
            .iter()
            .filter(|g| {
                if g.role.is_in_organization() {
                    g.organization == Some(on.organization)
                } else if g.role.is_over_region() {
                    g.covers(on)
                } else {
                    true
                }
            })
            .map(|g| g.role)
            .collect();
        roles.sort_unstable();
        roles.last().copied()
    }
}

/// What of an activity decides who may act on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActivityScope {
    pub organization: OrganizationId,
    /// The region whose officials are in charge (归口), see `activity::review_region`.
    pub region: RegionCode,
    /// Review line of the filing organisation's kind, where it has one.
    pub line: Option<String>,
    /// Every organisation of the activity: filing, hosts, co-organisers. None of their members reviews it.
    pub involved: Vec<OrganizationId>,
    pub status: Status,
}

/// What somebody wants to do with an activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ActivityAction {
    /// Read it with everything that is not personal.
    View,
    /// Read contact and name list in clear text.
    ViewPersonal,
    Edit,
    Submit,
    Withdraw,
    Delete,
    Review(Stage),
    TakeDown,
    Restore,
    /// Mark as the same event as another filing (联合主办), or take that back.
    Join,
    /// Fill in and submit the supplement (活动补充信息).
    Supplement,
    /// Move the supplement's deadline (延期).
    Extend,
    /// Set up points where visitors check in (打卡点), and show their codes.
    CheckIn,
    /// See where photos were used before, and what the camera wrote into them.
    CheckPhotos,
}

/// Why not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The actor may not even know that it exists.
    #[error("hidden")]
    Hidden,
    #[error("not allowed")]
    NotAllowed,
    #[error("out of scope")]
    OutOfScope,
    #[error("not the actor's review stage")]
    NotYourStage,
    /// A recommendation list of another level.
    #[error("not the actor's level")]
    NotYourLevel,
    /// 回避
    #[error("recused")]
    Recused,
}

/// Whether `actor` may do `action` on an activity. Says nothing of the status: that is the workflow's part.
pub fn may(actor: &Actor, action: ActivityAction, on: &ActivityScope) -> Result<(), Denied> {
    let own = actor.files_for(on.organization);
    let official = actor.over_regions().any(|g| g.covers(on));
    let operator = actor.has(Role::SystemAdmin);
    // A draft is its author's alone; once handed in, those in charge see it.
    let handed_in = on.status != Status::Draft;
    let visible = own || (handed_in && (official || operator));
    if !visible {
        return Err(
            if on.status == Status::Approved && action != ActivityAction::View {
                Denied::OutOfScope
            } else {
                Denied::Hidden
            },
        );
    }
    let allow = |yes: bool| if yes { Ok(()) } else { Err(Denied::NotAllowed) };
    match action {
        ActivityAction::View => Ok(()),
        ActivityAction::ViewPersonal => allow(own || official),
        ActivityAction::Edit
        | ActivityAction::Submit
        | ActivityAction::Withdraw
        | ActivityAction::Delete
        | ActivityAction::Supplement
        | ActivityAction::CheckIn => allow(own),
        ActivityAction::CheckPhotos => allow(official),
        ActivityAction::Extend => {
            let in_charge =
                |g: &Grant| matches!(g.role, Role::ProvinceReviewer | Role::NationalReviewer) && g.covers(on);
            allow(actor.over_regions().any(in_charge))?;
            recused(actor, on)
        }
        ActivityAction::Review(stage) => {
            if !official {
                return Err(Denied::NotAllowed);
            }
            let mine = actor
                .over_regions()
                .any(|g| g.role == reviewer_of(stage) && g.covers(on));
            if !mine {
                return Err(if actor.over_regions().any(|g| is_reviewer(g.role)) {
                    Denied::NotYourStage
                } else {
                    Denied::NotAllowed
                });
            }
            recused(actor, on)
        }
        ActivityAction::Join => allow(actor.over_regions().any(|g| is_reviewer(g.role) && g.covers(on))),
        ActivityAction::TakeDown | ActivityAction::Restore => {
            let reviewer = actor
                .over_regions()
                .any(|g| matches!(g.role, Role::ProvinceReviewer | Role::NationalReviewer) && g.covers(on));
            allow(reviewer || operator)
        }
    }
}

/// 回避: nobody decides on what their own organisation takes part in.
fn recused(actor: &Actor, on: &ActivityScope) -> Result<(), Denied> {
    if on.involved.iter().any(|o| actor.files_for(*o)) {
        Err(Denied::Recused)
    } else {
        Ok(())
    }
}

/// Whether the actor sets up the installation (系统管理员): editions, words, other systems.
pub fn may_administer(actor: &Actor) -> Result<(), Denied> {
    if actor.has(Role::SystemAdmin) {
        Ok(())
    } else {
        Err(Denied::NotAllowed)
    }
}

/// Whether the actor gives roles and locks accounts (安全管理员).
pub fn may_secure(actor: &Actor) -> Result<(), Denied> {
    if actor.has(Role::SecurityAdmin) {
        Ok(())
    } else {
        Err(Denied::NotAllowed)
    }
}

/// Whether the actor reads the audit log (审计管理员).
pub fn may_audit(actor: &Actor) -> Result<(), Denied> {
    if actor.has(Role::AuditAdmin) {
        Ok(())
    } else {
        Err(Denied::NotAllowed)
    }
}

/// The role that decides at a stage.
pub const fn reviewer_of(stage: Stage) -> Role {
    match stage {
        Stage::City => Role::CityAdmin,
        Stage::Province => Role::ProvinceReviewer,
        Stage::National => Role::NationalReviewer,
    }
}

const fn is_reviewer(role: Role) -> bool {
    matches!(
        role,
        Role::CityAdmin | Role::ProvinceReviewer | Role::NationalReviewer
    )
}

#[cfg(test)]
#[path = "access_tests.rs"]
mod tests;
