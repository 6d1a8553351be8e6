fn main() {
    frontend::start(frontend::app::desk::routes);
}
