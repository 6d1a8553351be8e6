//! The fonts papers are set in: found once, read once, shared.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use krilla::text::Font;
use skrifa::charmap::{Charmap, MapVariant};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::string::StringId;
use skrifa::{FontRef, MetadataProvider};
use thiserror::Error;

/// Where the fonts lie when nobody says: Debian's and Ubuntu's `fonts-noto-cjk`, then other systems.
const PLACES: [&str; 3] = [
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto-cjk",
    "/usr/share/fonts/truetype/noto",
];
/// Directory beside the fonts whose fonts draw the rare Chinese characters that the fonts themselves lack.
const RARE: &str = "rare";
/// Names of the same typeface in its packagings; `{}` is the weight.
const FILES: [&str; 4] = [
    "NotoSerifCJK-{}.ttc",
    "NotoSerifCJKsc-{}.otf",
    "NotoSerifSC-{}.otf",
    "SourceHanSerifSC-{}.otf",
];

/// The fonts could not be had. The text is for whoever installs the platform.
#[derive(Debug, Error)]
pub enum FontError {
    /// No directory that was looked into has the typeface in this weight.
    #[error(
        "no font Noto Serif CJK SC {weight} in {}: install the Debian package fonts-noto-cjk, or name the \
         directory that holds NotoSerifCJK-Regular.ttc and NotoSerifCJK-Bold.ttc with KEPU_FONTS_DIR",
        list(places)
    )]
    Missing {
        weight: &'static str,
        places: Vec<PathBuf>,
    },
    #[error("the font {} cannot be read: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: String },
}

fn list(places: &[PathBuf]) -> String {
    let names: Vec<_> = places.iter().map(|p| p.display().to_string()).collect();
    names.join(", ")
}

/// The fonts papers are set in: the typeface Noto Serif CJK SC in two weights, some 53 MB that are held once.
/// Cloning is cheap and gives the same fonts.
#[derive(Clone)]
pub struct Fonts(Arc<[Vec<Face>; 2]>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

impl Weight {
    const fn name(self) -> &'static str {
        match self {
            Self::Regular => "Regular",
            Self::Bold => "Bold",
        }
    }
}

impl Fonts {
    /// Reads the fonts from `dir` if it is given, else from where systems put them. Takes some 30 ms.
    ///
    /// Fonts in the subdirectory `rare` of the directory (`.ttf`, `.otf`, `.ttc`) draw Chinese characters that the
    /// typeface lacks, in both weights and in the order of the files' names: names of people hold such characters.
    pub fn find(dir: Option<&Path>) -> Result<Self, FontError> {
        let places = match dir {
            Some(dir) => vec![dir.to_owned()],
            None => PLACES.map(PathBuf::from).to_vec(),
        };
        let mut regular = vec![typeface(&places, Weight::Regular)?];
        let mut bold = vec![typeface(&places, Weight::Bold)?];
        for place in &places {
            for face in rare(&place.join(RARE))? {
                regular.push(face.clone());
                bold.push(face);
            }
        }
        Ok(Self(Arc::new([regular, bold])))
    }

    /// The characters of `text` that a certificate could not show, each once, in order of appearance. Empty means
    /// that the text is safe to use in any field.
    pub fn missing(&self, text: &str) -> Vec<char> {
        let pens = [self.pen(Weight::Regular), self.pen(Weight::Bold)];
        let mut missing = Vec::new();
        for c in crate::certificate::clean(text).chars() {
            let lacking = pens.iter().any(|pen| pen.glyph(c, None).is_none());
            if c != '\n' && lacking && !is_selector(c) && !missing.contains(&c) {
                missing.push(c);
            }
        }
        missing
    }

    pub(crate) fn pen(&self, weight: Weight) -> Pen<'_> {
        Pen(self.faces(weight).iter().filter_map(Face::tip).collect())
    }

    pub(crate) fn font(&self, weight: Weight, face: usize) -> Font {
        self.faces(weight)[face].pdf.clone()
    }

    fn faces(&self, weight: Weight) -> &[Face] {
        &self.0[weight as usize]
    }
}

/// One font of a file. The bytes are shared with the PDF library, never copied.
#[derive(Clone)]
struct Face {
    bytes: Arc<Vec<u8>>,
    index: u32,
    pdf: Font,
}

impl Face {
    /// The Simplified Chinese font of a collection that holds all regions', else the first one.
    fn read(path: &Path) -> Result<Self, FontError> {
        let unreadable = |reason: String| FontError::Unreadable {
            path: path.to_owned(),
            reason,
        };
        let bytes = Arc::new(std::fs::read(path).map_err(|e| unreadable(e.to_string()))?);
        let index = FontRef::fonts(&bytes)
            .position(|font| font.is_ok_and(|f| is_simplified_chinese(&f)))
            .unwrap_or(0) as u32;
        let pdf = Font::new(bytes.clone().into(), index)
            .ok_or_else(|| unreadable("it is no OpenType font".to_owned()))?;
        Ok(Self { bytes, index, pdf })
    }

    /// `None` never happens for a font that was read.
    fn tip(&self) -> Option<Tip<'_>> {
        let font = FontRef::from_index(&self.bytes, self.index).ok()?;
        Some(Tip {
            charmap: font.charmap(),
            metrics: font.glyph_metrics(Size::unscaled(), LocationRef::default()),
            em: self.pdf.units_per_em(),
        })
    }
}

fn is_simplified_chinese(font: &FontRef<'_>) -> bool {
    font.localized_strings(StringId::POSTSCRIPT_NAME).any(|name| {
        let name = name.to_string();
        name.contains("CJKsc-") || name.contains("SC-")
    })
}

fn typeface(places: &[PathBuf], weight: Weight) -> Result<Face, FontError> {
    let files = places
        .iter()
        .flat_map(|place| FILES.map(|file| place.join(file.replace("{}", weight.name()))));
    match files.into_iter().find(|path| path.is_file()) {
        Some(path) => Face::read(&path),
        None => Err(FontError::Missing {
            weight: weight.name(),
            places: places.to_vec(),
        }),
    }
}

fn rare(dir: &Path) -> Result<Vec<Face>, FontError> {
    let mut paths: Vec<_> = std::fs::read_dir(dir)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| {
            path.extension()
                .is_some_and(|e| e == "ttf" || e == "otf" || e == "ttc")
        })
        .collect();
    paths.sort();
    paths.iter().map(|path| Face::read(path)).collect()
}

/// What is needed to set text in one weight: made for each paper, in microseconds.
pub(crate) struct Pen<'a>(Vec<Tip<'a>>);

struct Tip<'a> {
    charmap: Charmap<'a>,
    metrics: GlyphMetrics<'a>,
    em: f32,
}

/// A picture of a character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    /// Which of the weight's faces, see [`Fonts::font`].
    pub(crate) face: usize,
    pub(crate) id: u32,
    /// Em, the size of the type.
    pub(crate) advance: f32,
}

impl Pen<'_> {
    /// The glyph of a character, in the shape its variation selector asks for if the font knows that shape. `None`
    /// when no face has the character.
    pub(crate) fn glyph(&self, c: char, selector: Option<char>) -> Option<Glyph> {
        let (typeface, rare) = self.0.split_first()?;
        let variant = selector.and_then(|s| typeface.charmap.map_variant(c, s));
        if let Some(MapVariant::Variant(id)) = variant {
            return Some(typeface.at(0, id));
        }
        if let Some(id) = typeface.charmap.map(c) {
            return Some(typeface.at(0, id));
        }
        // Other scripts may join their letters, which nothing here does: better an error than wrong writing.
        if !is_chinese_character(c) {
            return None;
        }
        (1..)
            .zip(rare)
            .find_map(|(face, tip)| Some(tip.at(face, tip.charmap.map(c)?)))
    }
}

impl Tip<'_> {
    fn at(&self, face: usize, id: skrifa::GlyphId) -> Glyph {
        Glyph {
            face,
            id: id.to_u32(),
            advance: self.metrics.advance_width(id).unwrap_or(0.0) / self.em,
        }
    }
}

/// Unified ideographs and their extensions, compatibility ideographs.
const fn is_chinese_character(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFD}')
}

/// Whether the character only chooses between shapes of the one before it.
pub(crate) const fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}
