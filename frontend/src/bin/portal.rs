fn main() {
    frontend::start(frontend::app::portal::routes);
}
