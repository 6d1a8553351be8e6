use anyhow::{Context, bail, ensure};
use app::account::Rescue;
use app::audit::Forgery;
use app::doctor::Report;
use domain::access::{Grant, Role};
use domain::id::OrganizationId;
use domain::region::RegionCode;

use super::Place;

#[derive(clap::Subcommand)]
pub(super) enum Admin {
    /// Gives a role to the account of a phone; the account is made when there is none.
    Grant(GrantRole),
    /// Opens a locked account again.
    Unlock(OfPhone),
    /// Removes the authenticator of somebody who lost it; it is set up anew with the next sign-in.
    ResetSecondFactor(OfPhone),
    /// Ends every session of an account.
    EndSessions(OfPhone),
}

#[derive(clap::Args)]
pub(super) struct OfPhone {
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    phone: String,
}

impl OfPhone {
    async fn rescue(self, what: Rescue) -> anyhow::Result<()> {
        let app = self.place.open_for_command().await?;
        app::account::rescue(&app, &self.phone, what)
            .await
            .context("is there an account with this phone?")?;
        println!("done");
        Ok(())
    }
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
        match self {
            Self::Grant(asked) => asked.run().await,
            Self::Unlock(of) => of.rescue(Rescue::Unlock).await,
            Self::ResetSecondFactor(of) => of.rescue(Rescue::ResetSecondFactor).await,
            Self::EndSessions(of) => of.rescue(Rescue::EndSessions).await,
        }
    }
}

impl GrantRole {
    async fn run(self) -> anyhow::Result<()> {
        let asked = self;
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
        let app = asked.place.open_for_command().await?;
        if let Some(region) = &region {
            app::reference::region(&app, region.as_str())
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
        let id = app::account::grant_by_command(&app, &asked.phone, &asked.display_name, given)
            .await
            .context("giving the role; does the organisation exist?")?;
        println!("account {id} is {}", role.as_str());
        Ok(())
    }
}

#[derive(clap::Args)]
pub(super) struct Jobs {
    #[command(flatten)]
    place: Place,
    /// Lets all of it begin anew: once what it failed at is mended.
    #[arg(long)]
    retry: bool,
}

impl Jobs {
    pub(super) async fn run(self) -> anyhow::Result<()> {
        let app = self.place.open_for_command().await?;
        for job in app::job::given_up(&app).await? {
            println!("{} {} {}: {}", job.asked_at, job.kind, job.id, job.last_error);
        }
        if self.retry {
            println!("{} begin anew", app::job::begin_anew(&app).await?);
        }
        Ok(())
    }
}

/// Prints what the checks found; an error when anything is wrong.
pub(super) async fn doctor(place: Place) -> anyhow::Result<()> {
    tell(&app::doctor::run(&place.open_for_command().await?).await?)
}

/// Prints what the checks found; an error when anything is wrong.
pub(super) fn tell(report: &Report) -> anyhow::Result<()> {
    println!(
        "{} activities, {} events, {} certificates, {} seals of the audit log checked",
        report.activities, report.events, report.certificates, report.seals
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
    for wrong in &report.log {
        println!("audit log: {}", told(wrong));
    }
    let log = report.log.len();
    let (chains, strays) = (report.broken.len(), report.strays.len());
    let (forged, figures) = (report.forged.len(), report.figures.len());
    let misplaced = report.misplaced.len();
    if chains + strays + forged + figures + misplaced + log == 0 {
        return Ok(());
    }
    bail!(
        "{chains} chains are broken, {strays} filings stand wrongly in the queue, {forged} certificates are forged, \
         {figures} figures are wrong, {misplaced} resources are shown or hidden wrongly, {log} findings in the audit log"
    )
}

fn told(wrong: &Forgery) -> String {
    match wrong {
        Forgery::Missing { number } => format!("seal {number} is missing"),
        Forgery::Seal { number } => format!("seal {number} was changed, or the one before it"),
        Forgery::Entries { number } => format!("entries under seal {number} were added, removed or moved"),
        Forgery::Emptied { number } => format!("entries under seal {number} were removed before their time"),
        Forgery::Entry { id } => format!("entry {id} was changed"),
        Forgery::Unsealed { since } => format!("nobody seals entries since {since}"),
    }
}
