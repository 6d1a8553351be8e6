//! The operator's secret is changed, and nobody but the operator notices.

use crate::installation::Installation;

const ORGANIZER: &str = "13900000006";
const NEW: &str = "another secret of this installation, long enough";

#[tokio::test]
async fn the_secret_is_changed_while_people_work() {
    let installation = Installation::new();
    let secret = installation.path("data/secret");
    let server = installation.serve();
    let token = server.sign_in(ORGANIZER).await;
    let before = server.me(&token).await;
    let old = std::fs::read_to_string(&secret).unwrap();

    let refused = installation.refuse(&["secret", "change", "--new-secret", "short"]);
    assert!(refused.contains("at least 32 characters"), "{refused}");
    installation.succeed(&["secret", "change", "--new-secret", NEW]);
    // A process that has the old one goes on, and one that starts now takes either.
    assert_eq!(server.me(&token).await["id"], before["id"]);
    installation.succeed(&["jobs"]);
    server.kill();
    std::fs::write(&secret, NEW).unwrap();
    let server = installation.serve();
    // Who was signed in still is, and the phone leads to the same account as before.
    assert_eq!(server.me(&token).await["id"], before["id"]);
    let again = server.sign_in("13900000005").await;
    assert!(server.me(&again).await["grants"][0].is_object());

    installation.succeed(&["secret", "forget-old"]);
    installation.succeed(&["doctor"]);
    std::fs::write(&secret, &old).unwrap();
    let refused = installation.refuse(&["doctor"]);
    assert!(refused.contains("KEPU_SECRET does not open"), "{refused}");
    std::fs::write(&secret, NEW).unwrap();

    // A new key is used once every process knows it; until then what is there stays as it is.
    installation.succeed(&["secret", "new-key"]);
    let said = installation.succeed(&["secret", "renew"]);
    assert!(said.starts_with("0 encrypted anew with key 1"), "{said}");
}
