//! Reading a finished file.

use documents::Certificate;
use lopdf::content::Operation;
use lopdf::{Dictionary, Document, Object};

use crate::sample::fonts;

pub(crate) fn made(c: &Certificate) -> Vec<u8> {
    documents::certificate(fonts(), c).unwrap()
}

pub(crate) fn opened(c: &Certificate) -> Document {
    Document::load_mem(&made(c)).unwrap()
}

/// What somebody who selects everything would copy, without white space: readers differ in where they put it.
pub(crate) fn text(document: &Document) -> String {
    let text = document.extract_text(&[1]).unwrap();
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What is drawn, in order.
pub(crate) fn operations(document: &Document) -> Vec<Operation> {
    let page = document.get_pages()[&1];
    document.get_and_decode_page_content(page).unwrap().operations
}

/// The fonts of the page: name and whether the file holds it.
pub(crate) fn embedded_fonts(document: &Document) -> Vec<(String, bool)> {
    let page = document.get_pages()[&1];
    document
        .get_page_fonts(page)
        .unwrap()
        .values()
        .map(|font| {
            let name = font.get(b"BaseFont").unwrap().as_name().unwrap();
            let descendants = resolve(document, font.get(b"DescendantFonts").unwrap());
            let descendant = dictionary(document, &descendants.as_array().unwrap()[0]);
            let descriptor = dictionary(document, descendant.get(b"FontDescriptor").unwrap());
            let holds = descriptor.has(b"FontFile3") || descriptor.has(b"FontFile2");
            (String::from_utf8_lossy(name).into_owned(), holds)
        })
        .collect()
}

pub(crate) fn catalog(document: &Document) -> &Dictionary {
    document.catalog().unwrap()
}

pub(crate) fn dictionary<'a>(document: &'a Document, object: &'a Object) -> &'a Dictionary {
    resolve(document, object).as_dict().unwrap()
}

fn resolve<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).unwrap().1
}
