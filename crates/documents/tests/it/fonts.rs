//! Finding the fonts.

use std::path::Path;

use documents::{FontError, Fonts, certificate};

use crate::sample::{certificate as sample, fonts};

#[test]
fn without_fonts_it_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let error = Fonts::find(Some(dir.path())).err().unwrap();
    assert!(matches!(error, FontError::Missing { .. }));
    let text = error.to_string();
    assert!(
        text.contains("fonts-noto-cjk") && text.contains("KEPU_FONTS_DIR"),
        "{text}"
    );
    assert!(text.contains(&dir.path().display().to_string()), "{text}");
}

#[test]
fn a_file_that_is_no_font_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("NotoSerifCJK-Regular.ttc");
    std::fs::write(&path, "no font").unwrap();
    let error = Fonts::find(Some(dir.path())).err().unwrap();
    assert!(matches!(error, FontError::Unreadable { path: p, .. } if p == path));
}

/// The fonts of the system, in a directory of our own.
fn linked(dir: &Path) {
    for place in ["/usr/share/fonts/opentype/noto", "/usr/share/fonts/noto-cjk"] {
        for weight in ["Regular", "Bold"] {
            let name = format!("NotoSerifCJK-{weight}.ttc");
            let from = Path::new(place).join(&name);
            if from.exists() && !dir.join(&name).exists() {
                std::os::unix::fs::symlink(from, dir.join(name)).unwrap();
            }
        }
    }
}

#[test]
fn a_directory_can_be_named() {
    let dir = tempfile::tempdir().unwrap();
    linked(dir.path());
    let named = Fonts::find(Some(dir.path())).unwrap();
    let pdf = certificate(&named, &sample()).unwrap();
    assert_eq!(pdf, certificate(fonts(), &sample()).unwrap());
}

#[test]
fn a_broken_font_for_rare_characters_is_named() {
    let dir = tempfile::tempdir().unwrap();
    linked(dir.path());
    std::fs::create_dir(dir.path().join("rare")).unwrap();
    std::fs::write(dir.path().join("rare/names.ttf"), "no font").unwrap();
    let error = Fonts::find(Some(dir.path())).err().unwrap();
    assert!(matches!(error, FontError::Unreadable { path, .. } if path.ends_with("rare/names.ttf")));
}

#[test]
fn fonts_can_be_handed_to_threads() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    shared::<Fonts>();
}
