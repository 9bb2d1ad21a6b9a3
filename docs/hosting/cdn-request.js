// CloudFront function, viewer request: a folder's address is that of the page in it.
function handler(event) {
    var request = event.request;
    var name = request.uri.substring(request.uri.lastIndexOf('/') + 1);
    if (/(^|\/)\./.test(request.uri.replace('/.well-known/', '/'))) {
        return { statusCode: 404, statusDescription: 'Not Found' };
    }
    if (name === '') {
        request.uri += 'index.html';
    } else if (name.indexOf('.') === -1) {
        return {
            statusCode: 301,
            statusDescription: 'Moved Permanently',
            headers: {
                location: { value: request.uri + '/' },
                'cache-control': { value: 'public, max-age=60, must-revalidate' }
            }
        };
    }
    return request;
}
