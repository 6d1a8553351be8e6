//! What the public finds among so many, held against what was generated.

use std::collections::{BTreeMap, HashSet};
use std::time::{Duration, Instant as Timer};

use anyhow::{Context, ensure};
use domain::activity::content::ActivityContent;
use domain::id::ActivityId;
use domain::public::{Facet, Mark, marks};
use serde_json::Value;

use crate::generate::{CROWDED, Generated};
use crate::setup::Api;

/// A word of a twelfth of all titles.
const WORD: &str = "科学之夜";
/// Entries of a feed at the most.
const FEED: usize = 200;
/// Addresses of a file for search engines at the most.
const ADDRESSES: usize = 50_000;
/// Within this time everything is counted.
const SETTLED: Duration = Duration::from_secs(60);
/// How much longer the last pages of a list may take than the first.
const SLOWER: f64 = 1.5;

/// What is counted, by facet and value.
pub type Counts = BTreeMap<(&'static str, String), i64>;

/// What the portal counts in the current edition.
pub async fn counts(api: &Api) -> anyhow::Result<Counts> {
    let page = api
        .get("/public/activities?edition=current&facets=true&limit=1")
        .await?;
    let facets = &page["facets"];
    ensure!(facets["complete"] == true, "not everything was counted");
    let mut counts = Counts::new();
    for (name, key) in [
        ("regions", "key"),
        ("categories", "key"),
        ("modes", "key"),
        ("audiences", "key"),
        ("days", "day"),
    ] {
        for value in facets[name].as_array().context("a facet")? {
            let of = value[key].as_str().context("a value")?.replace('-', "");
            counts.insert((name, of), value["count"].as_i64().context("a count")?);
        }
    }
    let found = facets["found"].as_i64().context("a count")?;
    counts.insert(("found", String::new()), found);
    Ok(counts)
}

/// What must be counted in addition to `before`.
fn expected(before: &Counts, made: &Generated) -> Counts {
    let mut all = before.clone();
    for (mark, count) in &made.marks {
        let name = match mark.facet {
            Facet::Region if mark.value.ends_with("0000") => "regions",
            Facet::Category => "categories",
            Facet::Mode => "modes",
            Facet::Audience => "audiences",
            Facet::Day => "days",
            _ => continue,
        };
        *all.entry((name, mark.value.clone())).or_default() += i64::from(*count);
    }
    *all.entry(("found", String::new())).or_default() += made.approved.len() as i64;
    all
}

/// Every page of a list, and how long each took.
struct Walk {
    ids: Vec<ActivityId>,
    pages: Vec<Duration>,
}

async fn walk(api: &Api, query: &str) -> anyhow::Result<Walk> {
    let mut walk = Walk {
        ids: Vec::new(),
        pages: Vec::new(),
    };
    let mut cursor = String::new();
    loop {
        let begun = Timer::now();
        let page = api
            .get(&format!("/public/activities?limit=100&{query}{cursor}"))
            .await?;
        walk.pages.push(begun.elapsed());
        for item in page["items"].as_array().context("items")? {
            walk.ids.push(id_of(item)?);
        }
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(walk),
        }
    }
}

fn id_of(item: &Value) -> anyhow::Result<ActivityId> {
    Ok(item["id"].as_str().context("an id")?.parse()?)
}

impl Walk {
    /// That nobody is met twice, and everybody who was there throughout.
    fn has_all(&self, of: &HashSet<ActivityId>) -> anyhow::Result<()> {
        let met: HashSet<_> = self.ids.iter().copied().collect();
        let twice = self.ids.len() - met.len();
        ensure!(twice == 0, "{twice} were met twice");
        let missed = of.difference(&met).count();
        ensure!(missed == 0, "{missed} of {} were missed", of.len());
        Ok(())
    }

    /// That of those generated it finds these and no others.
    fn has_only(&self, wanted: &HashSet<ActivityId>, made: &HashSet<ActivityId>) -> anyhow::Result<()> {
        self.has_all(wanted)?;
        let others = self
            .ids
            .iter()
            .filter(|id| made.contains(id) && !wanted.contains(id));
        let others = others.count();
        ensure!(others == 0, "{others} were found that do not fit");
        Ok(())
    }
}

/// Half of the pages took less: what else the machine did for a moment does not count.
fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// Holds the portal against what was generated; `arrive` publishes some more while the list is walked through.
pub async fn is_right(
    api: &Api,
    before: &Counts,
    made: &Generated,
    arrive: impl Future<Output = anyhow::Result<Generated>>,
) -> anyhow::Result<()> {
    let ids: HashSet<ActivityId> = made.approved.iter().copied().collect();
    let wanted = expected(before, made);
    let begun = Timer::now();
    // What was filed last is still being counted, and an answer is kept for ten seconds.
    while counts(api).await? != wanted {
        ensure!(
            begun.elapsed() < SETTLED,
            "the counts of facets are not what was generated"
        );
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    println!("portal: {} counts of facets are exact", wanted.len());

    let (newest, arrived) = tokio::try_join!(walk(api, "sort=latest"), arrive)?;
    newest
        .has_all(&ids)
        .context("the whole list, with others arriving")?;
    let soonest = walk(api, "sort=soonest").await?;
    soonest.has_all(&ids).context("the whole list, soonest first")?;
    let some = soonest.pages.len().min(500);
    let (first, last) = (
        median(&soonest.pages[..some]),
        median(&soonest.pages[soonest.pages.len() - some..]),
    );
    println!(
        "portal: {} pages walked while {} arrived, nobody missed or met twice; the first {some} pages took {:.1} \
         ms each, the last {:.1} ms",
        newest.pages.len(),
        arrived.approved.len(),
        first.as_secs_f64() * 1e3,
        last.as_secs_f64() * 1e3
    );
    ensure!(
        last.as_secs_f64() <= SLOWER * first.as_secs_f64().max(1e-3),
        "the end of a list is slower than its beginning"
    );

    search(api, made, &ids).await?;
    feeds(api).await?;
    sitemaps(api, &ids).await
}

async fn search(api: &Api, made: &Generated, ids: &HashSet<ActivityId>) -> anyhow::Result<()> {
    let of = |fits: &dyn Fn(&ActivityContent) -> bool| -> HashSet<ActivityId> {
        let fitting = made.crowd.iter().filter(|(_, content)| fits(content));
        fitting.map(|(id, _)| *id).collect()
    };
    let with_word = of(&|content| content.title.as_deref().is_some_and(|title| title.contains(WORD)));
    walk(api, &format!("region={CROWDED}&q={WORD}"))
        .await?
        .has_only(&with_word, ids)
        .context("a word in a county")?;
    let mut days: BTreeMap<Mark, u32> = BTreeMap::new();
    let all = made.crowd.iter().flat_map(|(_, content)| marks(content));
    for day in all.filter(|mark| mark.facet == Facet::Day) {
        *days.entry(day).or_default() += 1;
    }
    let (day, _) = days
        .into_iter()
        .max_by_key(|(_, count)| *count)
        .context("a day")?;
    let on_the_day = of(&|content| marks(content).contains(&day));
    let date = domain::public::day_of(&day.value).context("a date")?;
    walk(api, &format!("region={CROWDED}&from={date}&to={date}"))
        .await?
        .has_only(&on_the_day, ids)
        .context("a day in a county")?;
    println!(
        "portal: {} found by a word in a county, {} by a day there: exactly those",
        with_word.len(),
        on_the_day.len()
    );
    Ok(())
}

/// A feed of everything is bounded, and begins as the list does.
async fn feeds(api: &Api) -> anyhow::Result<()> {
    let query = "sort=soonest&from=2000-01-01";
    let mut listed = Vec::new();
    let mut cursor = String::new();
    while listed.len() < FEED {
        let page = api
            .get(&format!("/public/activities?limit=100&{query}{cursor}"))
            .await?;
        for item in page["items"].as_array().context("items")? {
            listed.push(id_of(item)?.to_string());
        }
        cursor = format!("&cursor={}", page["next"].as_str().context("more")?);
    }
    let mut sizes = Vec::new();
    for (kind, entry) in [
        ("json", "\"date_modified\""),
        ("atom", "<entry>"),
        ("ics", "BEGIN:VEVENT"),
    ] {
        let text = text(api, &format!("/public/feeds/activities.{kind}?{query}")).await?;
        let entries = text.matches(entry).count();
        // In a calendar each session is an entry.
        let fits = entries == FEED || (kind == "ics" && entries > FEED);
        ensure!(fits, "{kind}: {entries} entries, not {FEED}");
        let mut from = 0;
        for id in &listed {
            let at = text[from..].find(id.as_str());
            from += at.with_context(|| format!("{kind} has not the order of the list"))?;
        }
        sizes.push(format!("{kind} {} KiB", text.len() / 1_024));
    }
    println!(
        "portal: feeds of everything hold the first {FEED}: {}",
        sizes.join(", ")
    );
    Ok(())
}

async fn text(api: &Api, path: &str) -> anyhow::Result<String> {
    let answer = api.client.get(format!("{}{path}", api.base)).send().await?;
    ensure!(answer.status().is_success(), "{path}: {}", answer.status());
    Ok(answer.text().await?)
}

/// What search engines are told holds every page, in files that are not too large.
async fn sitemaps(api: &Api, ids: &HashSet<ActivityId>) -> anyhow::Result<()> {
    let index = text(api, "/../../sitemap.xml").await?;
    let (mut met, mut files) = (HashSet::new(), 0);
    for line in index.lines() {
        let Some((_, file)) = line.split_once("/sitemaps/") else {
            continue;
        };
        let name = file.split('<').next().unwrap_or_default();
        let map = text(api, &format!("/../../sitemaps/{name}")).await?;
        let addresses = map.matches("<url>").count();
        ensure!(addresses <= ADDRESSES, "{name} holds {addresses}");
        for line in map.lines() {
            let Some((_, id)) = line.split_once("/activities/") else {
                continue;
            };
            met.insert(id.split('<').next().unwrap_or_default().parse::<ActivityId>()?);
        }
        files += 1;
    }
    let missed = ids.difference(&met).count();
    ensure!(missed == 0, "{missed} stand in no sitemap");
    println!("portal: {files} sitemaps hold every page");
    Ok(())
}
