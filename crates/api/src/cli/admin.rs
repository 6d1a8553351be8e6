use anyhow::{Context, bail, ensure};
use domain::access::{Grant, Role};
use domain::id::OrganizationId;
use domain::region::RegionCode;

use super::Place;

#[derive(clap::Subcommand)]
pub(super) enum Admin {
    /// Gives a role to the account of a phone; the account is made when there is none.
    Grant(GrantRole),
}

#[derive(clap::Args)]
pub(super) struct GrantRole {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    phone: String,
    /// Such as `province_reviewer`.
    #[arg(long)]
    role: String,
    /// Region code, for officials.
    #[arg(long)]
    region: Option<String>,
    /// Id of an organisation, for its members.
    #[arg(long)]
    organization: Option<String>,
    /// Name shown, for a new account.
    #[arg(long, default_value = "管理员")]
    display_name: String,
}

impl Admin {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let Self::Grant(asked) = self;
        let role = Role::parse(&asked.role).with_context(|| {
            let names: Vec<_> = Role::ALL.iter().map(|role| role.as_str()).collect();
            format!("no such role; the roles are {}", names.join(", "))
        })?;
        let region = asked
            .region
            .as_deref()
            .map(str::parse::<RegionCode>)
            .transpose()?;
        let organization = asked
            .organization
            .as_deref()
            .map(str::parse::<OrganizationId>)
            .transpose()?;
        ensure!(
            role.is_over_region() == region.is_some(),
            "{} needs --region, others must not have it",
            role.as_str()
        );
        ensure!(
            role.is_in_organization() == organization.is_some(),
            "{} and --organization do not fit",
            role.as_str()
        );
        let opened = asked.place.open("http://127.0.0.1", "http://127.0.0.1")?;
        if let Some(region) = &region {
            app::reference::region(&opened.app, region.as_str())
                .await
                .with_context(|| format!("there is no region {region}"))?;
        }
        let given = Grant {
            role,
            region,
            organization,
            lines: Vec::new(),
            on_behalf_of: None,
        };
        let id = app::account::grant(&opened.app, &asked.phone, &asked.display_name, Some(given))
            .await
            .context("giving the role; does the organisation exist?")?;
        println!("account {id} is {}", role.as_str());
        Ok(())
    }
}

/// Prints what the checks found; an error when anything is wrong.
pub(super) async fn doctor(place: Place) -> anyhow::Result<()> {
    let opened = place.open("http://127.0.0.1", "http://127.0.0.1")?;
    let report = app::doctor::run(&opened.app).await?;
    println!(
        "{} activities, {} events, {} certificates checked",
        report.activities, report.events, report.certificates
    );
    for broken in &report.broken {
        println!(
            "activity {}: event {} does not fit the one before it",
            broken.activity, broken.event
        );
    }
    for stray in &report.strays {
        println!("activity {stray}: its status and the review queue disagree");
    }
    for resource in &report.misplaced {
        println!("resource {resource}: whether it is shown does not fit its status and its activity");
    }
    for number in &report.forged {
        println!("certificate {number}: its log does not fit what it says");
    }
    for wrong in &report.figures {
        println!(
            "figures of {} in {}, by {} {:?}: {:?} is kept, {:?} was counted",
            wrong.cell.region,
            wrong.cell.edition,
            wrong.cell.dimension.as_str(),
            wrong.cell.key,
            wrong.kept,
            wrong.counted
        );
    }
    let (chains, strays) = (report.broken.len(), report.strays.len());
    let (forged, figures) = (report.forged.len(), report.figures.len());
    let misplaced = report.misplaced.len();
    if chains + strays + forged + figures + misplaced == 0 {
        return Ok(());
    }
    bail!(
        "{chains} chains are broken, {strays} filings stand wrongly in the queue, {forged} certificates are forged, \
         {figures} figures are wrong, {misplaced} resources are shown or hidden wrongly"
    )
}
