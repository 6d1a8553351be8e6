//! The least an HTTP answer can cost here: actix, fixed bytes, no work.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use bytes::Bytes;

type Answers = Arc<HashMap<String, Bytes>>;

async fn answer(request: HttpRequest, answers: web::Data<Answers>, body: Bytes) -> HttpResponse {
    // The body is read, as the real handler must.
    drop(body);
    match answers.get(request.path().trim_start_matches('/')) {
        Some(bytes) => HttpResponse::Ok()
            .content_type("application/json")
            .body(bytes.clone()),
        None => HttpResponse::NotFound().finish(),
    }
}

pub async fn serve(port: u16, dir: &Path) -> anyhow::Result<()> {
    let mut answers = HashMap::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|n| n.to_str())
            .unwrap_or_default()
            .to_owned();
        answers.insert(name, Bytes::from(std::fs::read(&path)?));
    }
    let answers: Answers = Arc::new(answers);
    std::thread::spawn(move || {
        actix_web::rt::System::new().block_on(async move {
            HttpServer::new(move || {
                App::new()
                    .app_data(web::Data::new(answers.clone()))
                    .default_service(web::to(answer))
            })
            .workers(2)
            .bind(("127.0.0.1", port))?
            .run()
            .await
        })
    })
    .join()
    .map_err(|_| anyhow::anyhow!("the bare server ended"))??;
    Ok(())
}
