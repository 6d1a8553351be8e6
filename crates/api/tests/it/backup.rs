//! The drill: a backup is made while people work, and another installation lives on from it.

use std::path::Path;

use serde_json::{Value, json};

use crate::installation::{Installation, weight};

/// 活动填报员（瑞安市科学技术协会）
const ORGANIZER: &str = "13900000006";

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// The one backup in a directory whose name begins with the time it was made.
fn backups(dir: &Path) -> Vec<std::path::PathBuf> {
    let mut all: Vec<_> = std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("kepu-"))
        .collect();
    all.sort();
    all
}

#[tokio::test(flavor = "multi_thread")]
async fn another_installation_lives_on_from_a_backup() {
    let first = Installation::new();
    let server = first.serve();
    let token = server.sign_in(ORGANIZER).await;
    let me = server
        .http
        .get(format!("{}/api/v1/me", server.base))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    let me: Value = me.json().await.unwrap();
    let organization = me["grants"][0]["organization_id"].clone();
    let draft = json!({ "edition": "current", "organization_id": organization, "title": "备份演练" });
    let made = server.post("/activities", Some(&token), draft).await;
    assert_eq!(made.status(), 201);
    let public = server.json("/api/v1/public/activities?limit=100").await;

    let to = first.path("backups");
    // The server has the store open: its files come through it.
    let listen = server.base.trim_start_matches("http://").to_owned();
    let back_up = || first.succeed(&["backup", "--to", text(&to), "--listen", &listen]);
    let said = back_up();
    assert!(said.contains("files"), "{said}");
    let pool = weight(&to.join("objects"));
    assert!(pool.0 > 10, "the samples have posters: {pool:?}");
    // The second shares every file with the first.
    std::thread::sleep(std::time::Duration::from_millis(1_100));
    back_up();
    assert_eq!(weight(&to.join("objects")), pool);
    let all = backups(&to);
    assert_eq!(all.len(), 2);
    assert!(all.iter().all(|path| !text(path).ends_with(".partial")));

    let second = first.sibling();
    let said = second.succeed(&["restore", "--from", text(&all[1])]);
    assert!(
        said.contains("restored") && said.contains("seals of the audit log checked"),
        "{said}"
    );
    let restored = second.serve();
    assert_eq!(
        restored.json("/api/v1/public/activities?limit=100").await,
        public,
        "what everybody sees"
    );
    // Whoever was signed in still is: sessions and secret are the same.
    let mine = restored
        .http
        .get(format!("{}/api/v1/activities?q=备份演练", restored.base))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    let mine: Value = mine.json().await.unwrap();
    assert_eq!(mine["items"][0]["title"], "备份演练");
    for item in public["items"].as_array().unwrap().iter().take(3) {
        let Some(poster) = item["poster"]["thumb"].as_str().or(item["poster_url"].as_str()) else {
            continue;
        };
        let path = poster.split_once("/media").map_or(poster, |(_, rest)| rest);
        assert!(
            restored.get(&format!("/media{path}")).await.status().is_success(),
            "{poster}"
        );
    }
    restored.kill();
    second.succeed(&["doctor"]);

    // Not over anything.
    let refused = second.refuse(&["restore", "--from", text(&all[0])]);
    assert!(refused.contains("empty"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_damaged_foreign_or_incomplete_is_not_restored() {
    let first = Installation::new();
    first.succeed(&["demo"]);
    let to = first.path("backups");
    first.succeed(&["backup", "--to", text(&to)]);
    let backup = backups(&to).remove(0);

    let stranger = Installation::new();
    let refused = stranger.refuse(&["restore", "--from", text(&backup)]);
    assert!(refused.contains("another KEPU_SECRET"), "{refused}");
    let nothing = first.sibling();
    let refused = nothing.refuse(&["restore", "--from", text(&to)]);
    assert!(refused.contains("no backup"), "{refused}");

    // A file of it is damaged: the database is there, the fault is told, and the file can be brought back.
    let list = std::fs::read_to_string(backup.join("objects.jsonl")).unwrap();
    let one: Value = serde_json::from_str(list.lines().next().unwrap()).unwrap();
    let file = to.join("objects").join(one["key"].as_str().unwrap());
    let whole = std::fs::read(&file).unwrap();
    let mut bent = whole.clone();
    bent[0] ^= 1;
    std::fs::write(&file, &bent).unwrap();
    let refused = nothing.refuse(&["restore", "--from", text(&backup)]);
    assert!(
        refused.contains("damaged") && refused.contains(one["key"].as_str().unwrap()),
        "{refused}"
    );
    std::fs::write(&file, &whole).unwrap();
    nothing.succeed(&["restore", "--files-only", "--from", text(&backup)]);

    // The database itself is damaged: nothing is begun.
    let database = backup.join("database");
    let mut bent = std::fs::read(&database).unwrap();
    let middle = bent.len() / 2;
    bent[middle] ^= 1;
    std::fs::write(&database, &bent).unwrap();
    let other = first.sibling();
    let refused = other.refuse(&["restore", "--from", text(&backup)]);
    assert!(refused.contains("damaged"), "{refused}");
    std::fs::write(&database, {
        bent[middle] ^= 1;
        bent
    })
    .unwrap();
    other.succeed(&["restore", "--from", text(&backup)]);
}
